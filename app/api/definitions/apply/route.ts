import { applyDefinitions } from "@/lib/services/definitions/apply";
import { serve } from "../../_lib/serve";

export const POST = serve(applyDefinitions);
