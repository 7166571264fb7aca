import { createAlertChannel } from "@/lib/services/alert-channel/create";
import { listAlertChannels } from "@/lib/services/alert-channel/list";
import { serve } from "../_lib/serve";

export const GET = serve(listAlertChannels);
export const POST = serve(createAlertChannel);
