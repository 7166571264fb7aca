import {
  asCoterieError,
  Conflict,
  type CoterieError,
  Forbidden,
  NotFound,
  type Remedy,
  Unauthenticated,
} from "@/lib/core/errors";
import type { ErrorView } from "@/lib/core/views/error";
import { log } from "./log";

const BY_REMEDY: Record<Remedy, number> = {
  retry: 503,
  wait_until: 503,
  drop_row: 422,
  reconnect: 422,
  accept_terms: 422,
  fix_input: 422,
  ask_approver: 409,
  ask_admin: 409,
  report: 500,
};

export function statusOf(error: CoterieError): number {
  if (error instanceof Unauthenticated) return 401;
  if (error instanceof Forbidden) return 403;
  if (error instanceof NotFound) return 404;
  if (error instanceof Conflict) return 409;
  return error.code === "MALFORMED_REQUEST" ? 400 : BY_REMEDY[error.remedy];
}

/** Anything thrown, as the answer people and machines read; what nobody expected is logged, under the request's id. */
export function errorResponse(thrown: unknown, request: { method: string; path: string }): Response {
  const error = asCoterieError(thrown);
  const status = statusOf(error);
  if (status === 500) {
    log.error({ ...request, error: describeCause(error.cause ?? error) }, "a request failed unexpectedly");
  }
  const { code, message, fix, remedy, problems } = error;
  const view: ErrorView = { error: { code, message, fix, remedy, problems } };
  return Response.json(view, { status, headers: { "cache-control": "no-store" } });
}

/** Name, code and stack. A database's message can quote values, so it stays out. */
function describeCause(cause: unknown) {
  if (!(cause instanceof Error)) return { name: typeof cause };
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  const frames = cause.stack?.split("\n").filter((line) => line.trimStart().startsWith("at "));
  return { name: cause.name, code, stack: frames?.slice(0, 20).join("\n") };
}
