import { previewTrait } from "@/lib/services/trait/preview";
import { serve } from "../../_lib/serve";

export const POST = serve(previewTrait);
