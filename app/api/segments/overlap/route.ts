import { overlapOfSegment } from "@/lib/services/builder/overlap";
import { serve } from "../../_lib/serve";

export const POST = serve(overlapOfSegment);
