import { getFirstSteps } from "@/lib/services/workspace/first-steps";
import { serve } from "../_lib/serve";

export const GET = serve(getFirstSteps);
