import { askToPass } from "@/lib/services/run/pass/ask";
import { serve } from "../../../_lib/serve";

export const POST = serve(askToPass);
