import { sampleSegment } from "@/lib/services/builder/sample";
import { serve } from "../../_lib/serve";

export const POST = serve(sampleSegment);
