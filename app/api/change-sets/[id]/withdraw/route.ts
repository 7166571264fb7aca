import { withdrawChangeSet } from "@/lib/services/change-set/withdraw";
import { serve } from "../../../_lib/serve";

export const POST = serve(withdrawChangeSet);
