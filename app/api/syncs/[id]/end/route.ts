import { endSync } from "@/lib/services/sync/end";
import { serve } from "../../../_lib/serve";

export const POST = serve(endSync);
