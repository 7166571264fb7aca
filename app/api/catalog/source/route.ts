import { getCatalogSource } from "@/lib/services/catalog/source";
import { serve } from "../../_lib/serve";

export const GET = serve(getCatalogSource);
