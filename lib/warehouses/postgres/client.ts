import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError, type Problem } from "@/lib/core/errors";
import type { BrowsedTable, ReadOptions, SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import { type Cells, writeParquet } from "@/lib/kit/duckdb/parquet-file";
import { ask, batches } from "./ask";
import { browse } from "./browse";
import { checkCatalog } from "./check";
import { duckdbTypeOf, toPlain } from "./convert";
import { reasonOf, type Sessions } from "./session";

export class PostgresWarehouse implements Warehouse {
  constructor(
    private readonly sessions: Sessions,
    private readonly stateSchema?: string,
  ) {}

  async rows(query: SqlQuery, { signal }: ReadOptions = {}): Promise<Record<string, unknown>[]> {
    const { fields, rows } = await this.sessions.use(signal, (client) => ask(client, query));
    return rows.map((row) =>
      Object.fromEntries(
        fields.map(({ name, dataTypeID }, index) => [name, toPlain(row[index] ?? null, dataTypeID)]),
      ),
    );
  }

  async *texts(query: SqlQuery, { signal }: ReadOptions = {}): AsyncIterable<readonly string[]> {
    const { client, close } = await this.sessions.open(signal);
    try {
      for await (const { rows } of batches(client, query)) {
        signal?.throwIfAborted();
        if (rows.length > 0) yield rows.map(([text]) => requireText(text));
      }
    } catch (error) {
      throw reasonOf(error, signal);
    } finally {
      await close();
    }
  }

  exportParquet(query: SqlQuery, file: string, { signal }: ReadOptions = {}): Promise<{ rows: number }> {
    return this.sessions.use(signal, async (client) => {
      const arriving = batches(client, query);
      const first = await arriving.next();
      const fields = first.done ? [] : first.value.fields;
      const columns = fields.map(({ name, dataTypeID, dataTypeModifier }) => ({
        name,
        type: duckdbTypeOf(dataTypeID, dataTypeModifier),
      }));
      async function* cells(): AsyncGenerator<Cells> {
        for (let batch = first; !batch.done; batch = await arriving.next()) {
          signal?.throwIfAborted();
          const { rows } = batch.value;
          yield columns.map((_, index) => rows.map((row) => row[index] ?? null));
        }
      }
      return writeParquet(columns, cells(), file);
    });
  }

  check(catalog: Catalog): Promise<Problem[]> {
    return checkCatalog(this.sessions, catalog);
  }

  async requireState(options: ReadOptions = {}): Promise<void> {
    if (this.stateSchema === undefined) return;
    const [may] = await this.rows({ sql: MAY_KEEP_STATE, parameters: [this.stateSchema] }, options);
    if (may?.schema !== true || may.temporary !== true) throw mayNotKeepState(this.stateSchema);
  }

  browse({ signal }: ReadOptions = {}): Promise<BrowsedTable[]> {
    return this.sessions.use(signal, browse);
  }

  close(): Promise<void> {
    return this.sessions.end();
  }
}

function requireText(value: string | null | undefined): string {
  if (typeof value === "string") return value;
  throw new CoterieError({
    code: "KEY_MISSING",
    message: "At least one member has no key, so nobody could tell who that is.",
    remedy: "fix_input",
    fix: "Ask the data team to give every row its key, or leave rows without one out.",
  });
}

/** In the schema, or where there is none yet, in the database; and what a run works with goes when it ends. */
const MAY_KEEP_STATE = `
SELECT coalesce((SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = $1),
    has_database_privilege(current_database(), 'CREATE')) AS schema,
  has_database_privilege(current_database(), 'TEMPORARY') AS temporary`;

const mayNotKeepState = (schema: string) =>
  new CoterieError({
    code: "WAREHOUSE_STATE_FORBIDDEN",
    message: `The role of this connection may not create tables in the schema ${schema}, or no temporary ones.`,
    fix: `Create the schema with the role as its owner (CREATE SCHEMA ${schema} AUTHORIZATION …), grant TEMPORARY on the database, or name no schema.`,
    remedy: "ask_admin",
  });
