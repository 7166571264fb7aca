import { revokeApiToken } from "@/lib/services/api-token/revoke";
import { serve } from "../../../_lib/serve";

export const POST = serve(revokeApiToken);
