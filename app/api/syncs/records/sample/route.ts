import { sampleRecords } from "@/lib/services/sync/record/sample";
import { serve } from "../../../_lib/serve";

export const POST = serve(sampleRecords);
