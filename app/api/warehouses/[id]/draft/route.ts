import { draftFromTables } from "@/lib/services/warehouse/tables";
import { serve } from "../../../_lib/serve";

export const POST = serve(draftFromTables);
