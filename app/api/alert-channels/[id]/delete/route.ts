import { deleteAlertChannel } from "@/lib/services/alert-channel/delete";
import { serve } from "../../../_lib/serve";

export const POST = serve(deleteAlertChannel);
