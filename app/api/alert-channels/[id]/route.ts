import { updateAlertChannel } from "@/lib/services/alert-channel/update";
import { serve } from "../../_lib/serve";

export const PUT = serve(updateAlertChannel);
