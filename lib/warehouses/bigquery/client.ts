import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError, type Problem } from "@/lib/core/errors";
import type { BrowsedTable, ReadOptions, SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import { browse } from "./browse";
import { checkCatalog } from "./check";
import type { Connection } from "./connection";
import { type Plain, toPlain } from "./convert";
import { exportPages } from "./export";
import { dryRun, pagesOf } from "./job";

/** Rows of a page; the service sends fewer where they are large. */
const PAGE = 20_000;

export class BigqueryWarehouse implements Warehouse {
  constructor(private readonly connection: Connection) {}

  async rows(query: SqlQuery, { signal }: ReadOptions = {}): Promise<Record<string, unknown>[]> {
    const all: Record<string, unknown>[] = [];
    for await (const { fields, rows } of pagesOf(this.connection, query, { signal, size: PAGE })) {
      for (const { f } of rows) {
        all.push(Object.fromEntries(fields.map((field, index) => [field.name, toPlain(f[index]!.v, field)])));
      }
    }
    return all;
  }

  async *texts(query: SqlQuery, { signal }: ReadOptions = {}): AsyncIterable<readonly string[]> {
    for await (const { fields, rows } of pagesOf(this.connection, query, { signal, size: PAGE })) {
      if (rows.length > 0) yield rows.map(({ f }) => requireText(toPlain(f[0]!.v, fields[0]!)));
    }
  }

  exportParquet(query: SqlQuery, file: string, { signal }: ReadOptions = {}): Promise<{ rows: number }> {
    return exportPages(pagesOf(this.connection, query, { signal, size: PAGE }), file);
  }

  async estimate(query: SqlQuery, { signal }: ReadOptions = {}): Promise<{ bytes: number }> {
    signal?.throwIfAborted();
    const { bytes } = await dryRun(this.connection, query);
    return { bytes };
  }

  check(catalog: Catalog): Promise<Problem[]> {
    return checkCatalog(this.connection, (query) => this.rows(query), catalog);
  }

  browse({ signal }: ReadOptions = {}): Promise<BrowsedTable[]> {
    return browse(this.connection, signal);
  }

  /** Queries are requests of their own; there is nothing to close. */
  async close(): Promise<void> {}
}

function requireText(value: Plain): string {
  if (value !== null) return String(value);
  throw new CoterieError({
    code: "KEY_MISSING",
    message: "At least one member has no key, so nobody could tell who that is.",
    remedy: "fix_input",
    fix: "Ask the data team to give every row its key, or leave rows without one out.",
  });
}
