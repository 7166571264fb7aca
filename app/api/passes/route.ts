import { listPasses } from "@/lib/services/run/pass/list";
import { serve } from "../_lib/serve";

export const GET = serve(listPasses);
