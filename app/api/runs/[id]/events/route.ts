import { followRunView } from "@/lib/services/run/follow-events";
import { serveEvents } from "../../../_lib/serve-events";

export const GET = serveEvents((actor, { id }, signal) => followRunView(actor, String(id), signal));
