import { inspectSegment } from "@/lib/services/builder/inspect";
import { serve } from "../../_lib/serve";

export const POST = serve(inspectSegment);
