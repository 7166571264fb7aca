import { applySyncFile } from "@/lib/services/definitions/apply/one-sync";
import { serve } from "../../_lib/serve";

export const POST = serve(applySyncFile);
