import { testAlertChannel } from "@/lib/services/alert-channel/test";
import { serve } from "../../../_lib/serve";

export const POST = serve(testAlertChannel);
