import { listExclusions } from "@/lib/services/exclusion/list";
import { setExclusions } from "@/lib/services/exclusion/set";
import { serve } from "../_lib/serve";

export const GET = serve(listExclusions);
export const PUT = serve(setExclusions);
