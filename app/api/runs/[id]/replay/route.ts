import { replayPlan } from "@/lib/services/run/replay";
import { serve } from "../../../_lib/serve";

export const POST = serve(replayPlan);
