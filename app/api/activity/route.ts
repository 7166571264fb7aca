import { listActivity } from "@/lib/services/activity/list";
import { serve } from "../_lib/serve";

export const GET = serve(listActivity);
