import { compareVersions } from "@/lib/services/audience/versions";
import { serve } from "../../../../../_lib/serve";

export const GET = serve(compareVersions);
