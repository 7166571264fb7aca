import { sourceAge } from "@/lib/services/sync/source-age";
import { serve } from "../../../_lib/serve";

export const GET = serve(sourceAge);
