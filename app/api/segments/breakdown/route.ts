import { breakDownSegment } from "@/lib/services/builder/breakdown";
import { serve } from "../../_lib/serve";

export const POST = serve(breakDownSegment);
