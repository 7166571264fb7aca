import { retryRun } from "@/lib/services/run/retry";
import { serve } from "../../../_lib/serve";

export const POST = serve(retryRun);
