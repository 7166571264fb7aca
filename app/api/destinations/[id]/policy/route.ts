import { setPolicy } from "@/lib/services/destination/set-policy";
import { serve } from "../../../_lib/serve";

export const PUT = serve(setPolicy);
