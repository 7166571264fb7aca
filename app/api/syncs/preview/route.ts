import { previewSync } from "@/lib/services/sync/preview";
import { serve } from "../../_lib/serve";

export const POST = serve(previewSync);
