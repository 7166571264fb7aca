import { lookUpInList } from "@/lib/services/list/read";
import { serve } from "../../../_lib/serve";

export const POST = serve(lookUpInList);
