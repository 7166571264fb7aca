import { updateRecordSync } from "@/lib/services/sync/record/update";
import { serve } from "../../../_lib/serve";

export const PUT = serve(updateRecordSync);
