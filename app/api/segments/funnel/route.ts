import { funnelOfSegment } from "@/lib/services/builder/funnel";
import { serve } from "../../_lib/serve";

export const POST = serve(funnelOfSegment);
