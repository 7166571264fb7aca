import { getDestination } from "@/lib/services/destination/list";
import { updateDestination } from "@/lib/services/destination/update";
import { serve } from "../../_lib/serve";

export const GET = serve(getDestination);
export const PUT = serve(updateDestination);
