import { restoreVersion } from "@/lib/services/audience/versions";
import { serve } from "../../../_lib/serve";

export const POST = serve(restoreVersion);
