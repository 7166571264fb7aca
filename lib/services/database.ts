/** For whoever boots or ends a process: commands end only once the connections are let go. */
export { closeDatabase } from "@/lib/db/client";
