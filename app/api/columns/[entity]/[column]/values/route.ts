import { listColumnValues } from "@/lib/services/builder/column-values";
import { serve } from "../../../../_lib/serve";

export const GET = serve(listColumnValues);
