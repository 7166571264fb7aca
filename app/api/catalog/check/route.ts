import { checkCatalog } from "@/lib/services/catalog/check";
import { serve } from "../../_lib/serve";

export const POST = serve(checkCatalog);
