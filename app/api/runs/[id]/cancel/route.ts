import { cancelRun } from "@/lib/services/run/cancel";
import { serve } from "../../../_lib/serve";

export const POST = serve(cancelRun);
