import { testWarehouse } from "@/lib/services/warehouse/test";
import { serve } from "../../../_lib/serve";

export const POST = serve(testWarehouse);
