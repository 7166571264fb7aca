import { getSession } from "@/lib/services/session/get";
import { serve } from "../_lib/serve";

export const GET = serve(getSession);
