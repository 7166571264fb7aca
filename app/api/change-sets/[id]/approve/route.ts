import { approveChangeSet } from "@/lib/services/change-set/approve";
import { serve } from "../../../_lib/serve";

export const POST = serve(approveChangeSet);
