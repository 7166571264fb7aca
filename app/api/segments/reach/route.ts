import { reachOfSegment } from "@/lib/services/builder/reach";
import { serve } from "../../_lib/serve";

export const POST = serve(reachOfSegment);
