import { previewRecords } from "@/lib/services/sync/record/preview";
import { serve } from "../../../_lib/serve";

export const POST = serve(previewRecords);
