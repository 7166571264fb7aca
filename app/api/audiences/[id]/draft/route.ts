import { saveDraft } from "@/lib/services/audience/save-draft";
import { serve } from "../../../_lib/serve";

export const PUT = serve(saveDraft);
