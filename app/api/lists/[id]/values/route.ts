import { changeListValues } from "@/lib/services/list/change-values";
import { serveUpload } from "../../../_lib/serve";

export const POST = serveUpload(changeListValues, "values");
