import { deleteTrait } from "@/lib/services/trait/delete";
import { serve } from "../../../_lib/serve";

export const POST = serve(deleteTrait);
