import { commentOnChangeSet } from "@/lib/services/change-set/comment";
import { serve } from "../../../_lib/serve";

export const POST = serve(commentOnChangeSet);
