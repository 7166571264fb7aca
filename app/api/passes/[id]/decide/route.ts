import { decidePass } from "@/lib/services/run/pass/decide";
import { serve } from "../../../_lib/serve";

export const POST = serve(decidePass);
