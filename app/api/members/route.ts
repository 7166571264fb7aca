import { createMember } from "@/lib/services/member/create";
import { listMembers } from "@/lib/services/member/list";
import { serve } from "../_lib/serve";

export const GET = serve(listMembers);
export const POST = serve(createMember);
