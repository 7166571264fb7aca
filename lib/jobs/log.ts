import pino, { type Logger } from "pino";

/** Counts and ids, one JSON object a line. LOG_LEVEL names the least level, "info" by default. */
export function createLog(): Logger {
  return pino({
    level: process.env.LOG_LEVEL ?? "info",
    base: { service: "worker" },
  });
}
