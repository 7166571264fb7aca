import { getCatalog } from "@/lib/services/catalog/get";
import { importCatalog } from "@/lib/services/catalog/import";
import { serve } from "../_lib/serve";

export const GET = serve(getCatalog);
export const POST = serve(importCatalog);
