import { createChangeSet } from "@/lib/services/change-set/create";
import { listChangeSets } from "@/lib/services/change-set/list";
import { serve } from "../_lib/serve";

export const GET = serve(listChangeSets);
export const POST = serve(createChangeSet);
