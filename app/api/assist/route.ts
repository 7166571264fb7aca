import { getAssist } from "@/lib/services/assist/available";
import { serve } from "../_lib/serve";

export const GET = serve(getAssist);
