import { getList } from "@/lib/services/list/read";
import { serve } from "../../_lib/serve";

export const GET = serve(getList);
