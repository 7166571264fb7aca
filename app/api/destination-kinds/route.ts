import { listDestinationKinds } from "@/lib/services/destination/list";
import { serve } from "../_lib/serve";

export const GET = serve(listDestinationKinds);
