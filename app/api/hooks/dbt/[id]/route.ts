import { receiveHook } from "@/lib/services/schedule/receive-hook";
import { serveSigned } from "../../../_lib/serve";

export const POST = serveSigned((id, message) => receiveHook({ syncId: id, ...message }));
