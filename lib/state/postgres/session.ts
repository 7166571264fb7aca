import pg from "pg";
import Cursor from "pg-cursor";
import type { WantedSource } from "@/lib/core/ports/state-store";
import { quoted } from "@/lib/state/sql/dialect";
import { notTheWarehouse, stepOf } from "@/lib/state/sql/failure";
import { SerialSession } from "@/lib/state/sql/serial-session";
import type { Arrived, Parameters, StateSession } from "@/lib/state/sql/session";
import { columnsOf, named, type TableName, TEMPORARY } from "@/lib/state/sql/tables";
import { copyFile } from "./arrive";
import { postgresDialect } from "./dialect";
import { storeFailure } from "./failure";

const INT8 = 20;
/** Counts stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === INT8 ? Number : (pg.types.getTypeParser(oid, format as "text") as (text: string) => unknown),
};

const ROWS_AT_A_TIME = 10_000;

/** One connection, alone with the state of one sync. */
export class PostgresSession extends SerialSession implements StateSession {
  readonly dialect = postgresDialect;
  protected readonly failure = storeFailure;

  private constructor(
    private readonly client: pg.Client,
    private readonly nameOf: (table: TableName) => string,
    readonly runsQueries: boolean,
  ) {
    super();
  }

  static async open(
    config: pg.ClientConfig,
    { settings, runsQueries }: { settings: readonly string[]; runsQueries: boolean },
    nameOf: (table: TableName) => string,
  ): Promise<PostgresSession> {
    const client = new pg.Client({ application_name: "coterie state", keepAlive: true, ...config, types });
    // A connection that breaks is told by the next statement.
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query(settings.map((setting) => `SET ${setting}`).join("; "));
      return new PostgresSession(client, nameOf, runsQueries);
    } catch (error) {
      await client.end().catch(() => {});
      throw storeFailure("open", error);
    }
  }

  async run(sql: string, parameters: Parameters = {}): Promise<void> {
    await this.query(sql, parameters);
  }

  async rows<Row extends Record<string, unknown>>(sql: string, parameters: Parameters = {}): Promise<Row[]> {
    return (await this.query(sql, parameters)).rows as Row[];
  }

  async *stream(sql: string, parameters: Parameters = {}): AsyncGenerator<readonly string[]> {
    const { text, values } = this.statement(sql, parameters);
    const cursor = this.client.query(new Cursor<[string]>(text, values, { rowMode: "array" }));
    try {
      for (;;) {
        const rows = await cursor.read(ROWS_AT_A_TIME);
        if (rows.length === 0) return;
        yield rows.map(([value]) => value);
      }
    } catch (error) {
      throw storeFailure(stepOf(sql), error);
    } finally {
      await cursor.close().catch(() => {});
    }
  }

  async empty(table: string): Promise<void> {
    await this.makeTemporary(table, columnsOf(TEMPORARY[table] ?? "", this.dialect));
  }

  /** It is the server's memory. */
  async rest(): Promise<void> {}

  async measureTable(table: string): Promise<void> {
    await this.run(`ANALYZE ${table}`);
  }

  async refill(table: string, query: string, parameters: Parameters = {}): Promise<void> {
    await this.empty(table);
    await this.run(`INSERT INTO ${table} ${query}`, parameters);
    await this.measureTable(table);
  }

  /** A file is copied in; a query runs here. */
  async arrive<T>(
    source: WantedSource,
    columns: readonly string[],
    work: (arrived: Arrived) => Promise<T>,
  ): Promise<T> {
    await this.makeTemporary("arrived", columns.map((column) => `${quoted(column)} TEXT`).join(", "));
    try {
      if ("file" in source) await copyFile(this.client, source.file, columns, "arrived");
      else if (!this.runsQueries) throw notTheWarehouse();
      else await this.insertQuery(source.query.sql, source.query.parameters, columns);
    } catch (error) {
      throw storeFailure("arrive", error);
    }
    await this.measureTable("arrived");
    const result = await work({ from: "arrived", parameters: {} });
    await this.run("DROP TABLE arrived");
    return result;
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => {});
  }

  private async makeTemporary(table: string, columns: string): Promise<void> {
    await this.run(`DROP TABLE IF EXISTS pg_temp.${table}`);
    await this.run(`CREATE TEMP TABLE ${table} (${columns})`);
  }

  private async insertQuery(
    sql: string,
    parameters: readonly unknown[],
    columns: readonly string[],
  ): Promise<void> {
    const texts = columns.map((column) => `CAST(${quoted(column)} AS TEXT)`).join(", ");
    await this.client.query(`INSERT INTO arrived SELECT ${texts} FROM (${sql}) AS handed_over`, [
      ...parameters,
    ]);
  }

  private query(sql: string, parameters: Parameters): Promise<pg.QueryResult> {
    return this.inTurn(sql, () => this.client.query(this.statement(sql, parameters)));
  }

  /** Parameters by name become parameters by place. */
  private statement(sql: string, parameters: Parameters): { text: string; values: unknown[] } {
    const places: string[] = [];
    const text = named(sql, this.nameOf).replaceAll(/\$([a-z_]+)/g, (_, name: string) => {
      if (!places.includes(name)) places.push(name);
      return `$${places.indexOf(name) + 1}`;
    });
    return { text, values: places.map((name) => parameters[name]) };
  }
}
