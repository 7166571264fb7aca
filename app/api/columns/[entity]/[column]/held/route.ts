import { listHeldValues } from "@/lib/services/builder/held-values";
import { serve } from "../../../../_lib/serve";

export const POST = serve(listHeldValues);
