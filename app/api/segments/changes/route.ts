import { changesOfSegment } from "@/lib/services/builder/changes";
import { serve } from "../../_lib/serve";

export const POST = serve(changesOfSegment);
