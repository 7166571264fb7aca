import { createObject, listObjects } from "@/lib/services/destination/objects";
import { serve } from "../../../_lib/serve";

export const GET = serve(listObjects);
export const POST = serve(createObject);
