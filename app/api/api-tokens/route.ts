import { createApiToken } from "@/lib/services/api-token/create";
import { listApiTokens } from "@/lib/services/api-token/list";
import { serve } from "../_lib/serve";

export const GET = serve(listApiTokens);
export const POST = serve(createApiToken);
