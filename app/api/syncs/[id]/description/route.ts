import { describeSync } from "@/lib/services/sync/describe";
import { serve } from "../../../_lib/serve";

export const PUT = serve(describeSync);
