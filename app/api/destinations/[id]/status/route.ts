import { destinationStatus } from "@/lib/services/destination/status";
import { serve } from "../../../_lib/serve";

export const GET = serve(destinationStatus);
