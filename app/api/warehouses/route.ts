import { createWarehouse } from "@/lib/services/warehouse/create";
import { listWarehouses } from "@/lib/services/warehouse/list";
import { serve } from "../_lib/serve";

export const GET = serve(listWarehouses);
export const POST = serve(createWarehouse);
