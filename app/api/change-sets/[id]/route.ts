import { getChangeSet } from "@/lib/services/change-set/get";
import { serve } from "../../_lib/serve";

export const GET = serve(getChangeSet);
