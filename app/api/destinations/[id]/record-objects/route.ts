import { recordObjects } from "@/lib/services/sync/record/objects";
import { serve } from "../../../_lib/serve";

export const GET = serve(recordObjects);
