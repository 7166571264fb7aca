import { getSync } from "@/lib/services/sync/get";
import { updateSync } from "@/lib/services/sync/update";
import { serve } from "../../_lib/serve";

export const GET = serve(getSync);
export const PUT = serve(updateSync);
