import { draftSegment } from "@/lib/services/assist/draft-segment";
import { serve } from "../../_lib/serve";

export const POST = serve(draftSegment);
