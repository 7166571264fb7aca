import { listTraits } from "@/lib/services/trait/read";
import { saveTrait } from "@/lib/services/trait/save";
import { serve } from "../_lib/serve";

export const GET = serve(listTraits);
export const POST = serve(saveTrait);
