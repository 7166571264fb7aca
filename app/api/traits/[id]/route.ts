import { getTrait } from "@/lib/services/trait/read";
import { serve } from "../../_lib/serve";

export const GET = serve(getTrait);
