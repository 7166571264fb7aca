import { withdrawStandingApproval } from "@/lib/services/standing-approval/withdraw";
import { serve } from "../../../_lib/serve";

export const POST = serve(withdrawStandingApproval);
