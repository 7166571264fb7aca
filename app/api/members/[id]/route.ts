import { updateMember } from "@/lib/services/member/update";
import { serve } from "../../_lib/serve";

export const PUT = serve(updateMember);
