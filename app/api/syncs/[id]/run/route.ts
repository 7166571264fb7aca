import { runSync } from "@/lib/services/sync/run";
import { serve } from "../../../_lib/serve";

export const POST = serve(runSync);
