import { createSync } from "@/lib/services/sync/create";
import { listSyncs } from "@/lib/services/sync/list";
import { serve } from "../_lib/serve";

export const GET = serve(listSyncs);
export const POST = serve(createSync);
