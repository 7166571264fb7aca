import { listWarehouseKinds } from "@/lib/services/warehouse/list";
import { serve } from "../_lib/serve";

export const GET = serve(listWarehouseKinds);
