import { createDestination } from "@/lib/services/destination/create";
import { listDestinations } from "@/lib/services/destination/list";
import { serve } from "../_lib/serve";

export const GET = serve(listDestinations);
export const POST = serve(createDestination);
