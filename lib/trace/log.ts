import pino, { type DestinationStream, type Logger } from "pino";
import { currentWork } from "./work";

/** What could carry a value of a person or a secret is cut out, at the top of a line and one level down. */
const NEVER = [
  ...["password", "secret", "secrets", "token", "accessToken", "authorization", "cookie"],
  ...["email", "phone", "value", "values", "parameters", "payload"],
];

/**
 * One JSON object a line, of ids, codes and counts. Each says for whom: request, run, sync, workspace and trace, where there are
 * any. LOG_LEVEL names the least level, "info" by default.
 */
export function createLog(service: "web" | "worker", stream?: DestinationStream): Logger {
  return pino(
    {
      level: process.env.LOG_LEVEL ?? "info",
      base: { service },
      mixin: () => facts(),
      redact: {
        paths: [...NEVER, ...NEVER.map((name) => `*.${name}`), "headers.authorization", "headers.cookie"],
        censor: "[redacted]",
      },
      // A message of a library underneath may quote what it was given.
      serializers: { err: ({ name }: Error) => ({ name }) },
      hooks: {
        logMethod([first, ...rest], method) {
          if (first instanceof Error) method.call(this, { err: first }, "unexpected error");
          else method.apply(this, [first, ...rest] as Parameters<typeof method>);
        },
      },
    },
    stream ?? pino.destination(1),
  );
}

function facts(): object {
  const { request, run, sync, workspace, span } = currentWork();
  return { request, run, sync, workspace, trace: span?.spanContext().traceId };
}
