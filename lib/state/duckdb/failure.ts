import { CoterieError } from "@/lib/core/errors";

/** A failure of DuckDB without its text, which may quote a value. */
export function storeFailure(step: string, error: unknown): CoterieError {
  const text = error instanceof Error ? error.message : "";
  if (/no space left|disk full/i.test(text)) return diskFull();
  if (/^out of memory/i.test(text)) {
    return new CoterieError({
      code: "STATE_OUT_OF_MEMORY",
      message: "The state store needs more memory for a sync of this size.",
      fix: "Raise COTERIE_DUCKDB_MEMORY (for example 2GB) and try again: nothing is lost.",
      remedy: "ask_admin",
    });
  }
  if (/conflicting lock|could not set lock/i.test(text)) {
    return new CoterieError({
      code: "STATE_BUSY",
      message: "Another process has this sync's state open.",
      fix: "Wait until it is done, or stop the other process.",
      remedy: "retry",
    });
  }
  return new CoterieError({
    code: "STATE_STORE_FAILED",
    message: "The state store could not finish a step.",
    fix: "Try again; if it happens again, tell whoever runs Coterie here.",
    remedy: "report",
    // Only the class of DuckDB's error ("Binder Error"): the rest of its text may quote a value.
    details: { step, kind: /^[A-Za-z ]{1,40}(?=:)/.exec(text)?.[0] ?? "unknown" },
  });
}

const diskFull = () =>
  new CoterieError({
    code: "STATE_DISK_FULL",
    message: "The disk that holds Coterie's state is full.",
    fix: "Free some space under COTERIE_HOME; the next attempt goes on where this one stopped.",
    remedy: "retry",
  });
