import { audiencesOfPerson } from "@/lib/services/person/audiences";
import { serve } from "../../_lib/serve";

export const POST = serve(audiencesOfPerson);
