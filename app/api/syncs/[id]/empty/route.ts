import { emptySync } from "@/lib/services/sync/empty";
import { serve } from "../../../_lib/serve";

export const POST = serve(emptySync);
