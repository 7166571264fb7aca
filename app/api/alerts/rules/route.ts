import { getAlertRules, setAlertRules } from "@/lib/services/alert/rules";
import { serve } from "../../_lib/serve";

export const GET = serve(getAlertRules);
export const PUT = serve(setAlertRules);
