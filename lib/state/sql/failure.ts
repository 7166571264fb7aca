import { CoterieError } from "@/lib/core/errors";

export const stateBusy = () =>
  new CoterieError({
    code: "STATE_BUSY",
    message: "This sync's state is open already.",
    fix: "Wait until the work on it is done.",
    remedy: "retry",
  });

/** `where` it has to be freed. */
export const diskFull = (where: string) =>
  new CoterieError({
    code: "STATE_DISK_FULL",
    message: "The disk that holds Coterie's state is full.",
    fix: `Free some space ${where}; the next attempt goes on where this one stopped.`,
    remedy: "retry",
  });

/** `kind`: only the class of the database's error; the rest of its text may quote a value. */
export const storeFailed = (step: string, kind: string) =>
  new CoterieError({
    code: "STATE_STORE_FAILED",
    message: "The state store could not finish a step.",
    fix: "Try again; if it happens again, tell whoever runs Coterie here.",
    remedy: "report",
    details: { step, kind },
  });

/** The first words of a statement, which name no value. */
export const stepOf = (sql: string) => sql.trim().split(/\s+/).slice(0, 3).join(" ");

/** The name becomes part of a file's or a table's, so nothing but letters, digits, "-" and "_" may be in it. */
export function checkedName(sync: string): string {
  if (/^[A-Za-z0-9_-]{1,80}$/.test(sync)) return sync;
  throw new CoterieError({ code: "BAD_SYNC_ID", message: "A sync id may not be a path.", remedy: "report" });
}

export const notTheWarehouse = () =>
  new CoterieError({
    code: "STATE_ELSEWHERE",
    message: "This sync's state is not kept in its warehouse.",
    remedy: "report",
  });
