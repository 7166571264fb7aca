import { deleteList } from "@/lib/services/list/delete";
import { serve } from "../../../_lib/serve";

export const POST = serve(deleteList);
