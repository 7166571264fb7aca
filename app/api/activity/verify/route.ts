import { verifyActivity } from "@/lib/services/activity/verify";
import { serve } from "../../_lib/serve";

export const GET = serve(verifyActivity);
