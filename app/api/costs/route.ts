import { getWorkspaceMonth } from "@/lib/services/cost/month-of-workspace";
import { serve } from "../_lib/serve";

export const GET = serve(getWorkspaceMonth);
