import { setSyncHook } from "@/lib/services/sync/set-hook";
import { serve } from "../../../_lib/serve";

export const POST = serve(setSyncHook);
