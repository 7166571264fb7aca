import { getSyncAlerts, setSyncAlerts } from "@/lib/services/sync/alerts";
import { serve } from "../../../_lib/serve";

export const GET = serve(getSyncAlerts);
export const PUT = serve(setSyncAlerts);
