import { setRowScope } from "@/lib/services/member/set-row-scope";
import { serve } from "../../../_lib/serve";

export const PUT = serve(setRowScope);
