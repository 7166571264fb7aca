import { resumeSync } from "@/lib/services/sync/pause";
import { serve } from "../../../_lib/serve";

export const POST = serve(resumeSync);
