import { testDestination } from "@/lib/services/destination/test";
import { serve } from "../../../_lib/serve";

export const POST = serve(testDestination);
