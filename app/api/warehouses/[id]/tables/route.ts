import { listTables } from "@/lib/services/warehouse/tables";
import { serve } from "../../../_lib/serve";

export const GET = serve(listTables);
