import type { CoterieError } from "@/lib/core/errors";

/**
 * What may be logged of a failure: its code, its counts, and where in the code an unknown one arose. Never a message
 * of a library underneath, which may quote what it was given.
 */
export function failureLog({ code, details, cause }: CoterieError): object {
  return { code, details, ...(cause instanceof Error ? { cause: cause.name, at: frames(cause) } : {}) };
}

const frames = ({ stack = "" }: Error) =>
  stack
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("at "))
    .slice(0, 6);
