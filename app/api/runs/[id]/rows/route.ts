import { inspectPlan } from "@/lib/services/run/inspect";
import { serve } from "../../../_lib/serve";

export const POST = serve(inspectPlan);
