import { findPeople } from "@/lib/services/person/find";
import { serve } from "../../_lib/serve";

export const POST = serve(findPeople);
