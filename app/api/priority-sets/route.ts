import { createPrioritySet } from "@/lib/services/priority-set/create";
import { listPrioritySets } from "@/lib/services/priority-set/list";
import { serve } from "../_lib/serve";

export const GET = serve(listPrioritySets);
export const POST = serve(createPrioritySet);
