import { planDefinitions } from "@/lib/services/definitions/plan";
import { serve } from "../../_lib/serve";

export const POST = serve(planDefinitions);
