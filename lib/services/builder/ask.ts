import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import { openWarehouse } from "../segment/open-warehouse";
import type { Scope } from "../service";
import { spend } from "./budget";
import type { BuilderQuestion } from "./question";

/**
 * Asks the warehouse one question of someone who builds, within what they may spend. Aborting stops it in the warehouse.
 * Throws TooDear.
 */
export async function ask(
  scope: Scope,
  {
    catalog,
    baseFolder,
    signal,
    agreedBytes,
  }: Pick<BuilderQuestion, "catalog" | "baseFolder" | "signal" | "agreedBytes">,
  compile: (dialect: Dialect) => SqlQuery,
): Promise<Record<string, unknown>[]> {
  const { warehouse, dialect } = await openWarehouse(catalog, baseFolder);
  try {
    const query = compile(dialect);
    const estimate = await warehouse.estimate?.(query);
    signal?.throwIfAborted();
    if (estimate) await spend(scope, estimate.bytes, agreedBytes);
    return await warehouse.rows(query, { signal });
  } finally {
    await warehouse.close();
  }
}
