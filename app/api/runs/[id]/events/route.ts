import { followRunView } from "@/lib/services/run/follow-events";
import { serveEvents } from "../../../_lib/serve-events";

export const GET = serveEvents((who, { id }, signal) => followRunView(who, String(id), signal));
