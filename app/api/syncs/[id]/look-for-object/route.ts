import { lookForObject } from "@/lib/services/sync/look-for-object";
import { serve } from "../../../_lib/serve";

export const POST = serve(lookForObject);
