import { listAlerts } from "@/lib/services/alert/list";
import { serve } from "../_lib/serve";

export const GET = serve(listAlerts);
