import { listExamples } from "@/lib/services/builder/column-examples";
import { serve } from "../../../../_lib/serve";

export const GET = serve(listExamples);
