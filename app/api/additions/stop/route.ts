import { stopAdditions } from "@/lib/services/workspace/additions";
import { serve } from "../../_lib/serve";

export const POST = serve(stopAdditions);
