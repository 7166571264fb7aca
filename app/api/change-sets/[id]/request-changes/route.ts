import { requestChanges } from "@/lib/services/change-set/request-changes";
import { serve } from "../../../_lib/serve";

export const POST = serve(requestChanges);
