import { saveVersion } from "@/lib/services/audience/save-version";
import { serve } from "../../../_lib/serve";

export const POST = serve(saveVersion);
