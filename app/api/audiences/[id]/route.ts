import { getAudience } from "@/lib/services/audience/get";
import { serve } from "../../_lib/serve";

export const GET = serve(getAudience);
