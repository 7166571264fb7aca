import { listDemoPeople } from "@/lib/services/session/demo-people";
import { serveOpen } from "../_lib/serve";

export const GET = serveOpen(() => listDemoPeople());
