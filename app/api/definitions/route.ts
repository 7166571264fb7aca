import { exportDefinitions } from "@/lib/services/definitions/export";
import { serve } from "../_lib/serve";

export const GET = serve(exportDefinitions);
