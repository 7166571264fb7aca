import { explainPerson } from "@/lib/services/person/explain";
import { serve } from "../../_lib/serve";

export const POST = serve(explainPerson);
