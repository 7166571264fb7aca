import { createAudience } from "@/lib/services/audience/create";
import { listAudiences } from "@/lib/services/audience/list";
import { serve } from "../_lib/serve";

export const GET = serve(listAudiences);
export const POST = serve(createAudience);
