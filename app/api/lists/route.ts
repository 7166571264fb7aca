import { createList } from "@/lib/services/list/create";
import { listLists } from "@/lib/services/list/read";
import { serve } from "../_lib/serve";

export const GET = serve(listLists);
export const POST = serve(createList);
