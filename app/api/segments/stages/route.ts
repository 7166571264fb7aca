import { stagesOfAudience } from "@/lib/services/builder/stages";
import { serve } from "../../_lib/serve";

export const POST = serve(stagesOfAudience);
