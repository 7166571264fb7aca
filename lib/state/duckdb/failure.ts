import { CoterieError } from "@/lib/core/errors";
import { diskFull, storeFailed } from "@/lib/state/sql/failure";

const OUT_OF_MEMORY = "STATE_OUT_OF_MEMORY";

export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof CoterieError && error.code === OUT_OF_MEMORY;

/** A failure of DuckDB without its text, which may quote a value. */
export function storeFailure(step: string, error: unknown): CoterieError {
  const text = error instanceof Error ? error.message : "";
  if (/no space left|disk full/i.test(text)) return diskFull("under COTERIE_HOME");
  if (/^out of memory/i.test(text)) {
    return new CoterieError({
      code: OUT_OF_MEMORY,
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
  return storeFailed(step, /^[A-Za-z ]{1,40}(?=:)/.exec(text)?.[0] ?? "unknown");
}
