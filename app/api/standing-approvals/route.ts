import { createStandingApproval } from "@/lib/services/standing-approval/create";
import { listStandingApprovals } from "@/lib/services/standing-approval/list";
import { serve } from "../_lib/serve";

export const GET = serve(listStandingApprovals);
export const POST = serve(createStandingApproval);
