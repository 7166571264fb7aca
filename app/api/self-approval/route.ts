import { setSelfApproval } from "@/lib/services/workspace/set-self-approval";
import { serve } from "../_lib/serve";

export const PUT = serve(setSelfApproval);
