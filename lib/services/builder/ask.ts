import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import { requireWithinScope } from "../row-scope/reading";
import { openWarehouse } from "../segment/open-warehouse";
import type { Scope } from "../service";
import { spend } from "./budget";
import type { BuilderQuestion } from "./question";

/** Where something is asked, how to stop it, and what it may scan without anyone agreeing to it again. */
export type Asking = Pick<BuilderQuestion, "catalog" | "baseFolder" | "signal" | "agreedBytes">;

type Rows = Record<string, unknown>[];

/**
 * Asks the warehouse one question of a person, within their row scope and what they may spend. Aborting stops it in the warehouse.
 * Throws TooDear.
 */
export function ask(scope: Scope, asking: Asking, compile: (dialect: Dialect) => SqlQuery): Promise<Rows> {
  return askInTurn(scope, asking, 1, (rows, dialect) => rows(compile(dialect)));
}

/** Several questions for one answer, each of which scans what the first one does; they are billed as one. */
export async function askInTurn<T>(
  scope: Scope,
  { catalog, baseFolder, signal, agreedBytes }: Asking,
  questions: number,
  work: (rows: (query: SqlQuery) => Promise<Rows>, dialect: Dialect) => Promise<T>,
): Promise<T> {
  const { warehouse, dialect } = await openWarehouse(catalog, baseFolder);
  let isPaid = false;
  const pay = async (query: SqlQuery) => {
    if (isPaid) return;
    isPaid = true;
    const estimate = await warehouse.estimate?.(query);
    signal?.throwIfAborted();
    if (estimate) await spend(scope, questions * estimate.bytes, agreedBytes);
  };
  try {
    return await work(async (query) => {
      requireWithinScope(scope.actor, query);
      await pay(query);
      return warehouse.rows(query, { signal });
    }, dialect);
  } finally {
    await warehouse.close();
  }
}
