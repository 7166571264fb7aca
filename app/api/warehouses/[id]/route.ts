import { getWarehouse } from "@/lib/services/warehouse/list";
import { updateWarehouse } from "@/lib/services/warehouse/update";
import { serve } from "../../_lib/serve";

export const GET = serve(getWarehouse);
export const PUT = serve(updateWarehouse);
