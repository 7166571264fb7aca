import { setSyncBudget } from "@/lib/services/cost/set-budget";
import { serve } from "../../../_lib/serve";

export const PUT = serve(setSyncBudget);
