import { removePrioritySet } from "@/lib/services/priority-set/remove";
import { updatePrioritySet } from "@/lib/services/priority-set/update";
import { serve } from "../../_lib/serve";

export const PUT = serve(updatePrioritySet);
export const DELETE = serve(removePrioritySet);
