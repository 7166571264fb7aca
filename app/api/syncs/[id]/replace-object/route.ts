import { replaceObject } from "@/lib/services/sync/replace-object";
import { serve } from "../../../_lib/serve";

export const POST = serve(replaceObject);
