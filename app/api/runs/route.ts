import { listRuns } from "@/lib/services/run/list";
import { serve } from "../_lib/serve";

export const GET = serve(listRuns);
