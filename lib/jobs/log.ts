import pino, { type Logger } from "pino";

/** Counts and ids, one JSON object a line. COTERIE_LOG names the least level, "info" by default. */
export function createLog(): Logger {
  return pino({
    level: process.env.COTERIE_LOG ?? "info",
    base: { service: "worker" },
  });
}
