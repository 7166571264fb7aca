import { listSyncSources } from "@/lib/services/definitions/sources";
import { serve } from "../../_lib/serve";

export const GET = serve(listSyncSources);
