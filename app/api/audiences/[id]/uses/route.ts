import { audienceUses } from "@/lib/services/audience/used-by";
import { serve } from "../../../_lib/serve";

export const GET = serve(audienceUses);
