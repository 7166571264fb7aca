import { setSyncTiming } from "@/lib/services/sync/set-timing";
import { serve } from "../../../_lib/serve";

export const PUT = serve(setSyncTiming);
