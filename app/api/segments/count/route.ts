import { countSegment } from "@/lib/services/builder/count";
import { serve } from "../../_lib/serve";

export const POST = serve(countSegment);
