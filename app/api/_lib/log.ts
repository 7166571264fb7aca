import { createLog } from "@/lib/trace/log";

export const log = createLog("web");
