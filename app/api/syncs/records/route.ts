import { createRecordSync } from "@/lib/services/sync/record/create";
import { serve } from "../../_lib/serve";

export const POST = serve(createRecordSync);
