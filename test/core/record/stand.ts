import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Warehouse } from "@/lib/core/ports/warehouse";
import duckdb from "@/lib/warehouses/duckdb";
import postgres from "@/lib/warehouses/postgres";
import { dropDatabase, foreignDatabase } from "@/test/factories/postgres-warehouse";
import { column, entity } from "@/test/factories/shop";

const TEXT = { kind: "text" } as const;
const ROWS = `SELECT * FROM (VALUES
  (1, ' Ann@Example.TEST ', 'Ann "A" \\ Lee', 'one' || chr(10) || 'two' || chr(9) || chr(1), '12.50', 3, CAST(0.5 AS DOUBLE PRECISION), CAST(0.00001 AS DOUBLE PRECISION), CAST(9007199254740993 AS BIGINT), TRUE, DATE '2026-02-03', TIMESTAMP '2026-03-29 23:30:00', 'gold', TRUE),
  (2, 'ben@example.test', NULL, ' ', 'many', NULL, NULL, CAST(1e21 AS DOUBLE PRECISION), NULL, FALSE, NULL, NULL, 'tin', TRUE),
  (3, 'eve@example.test', 'Eve', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, FALSE),
  (4, '  ', 'Nobody', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, TRUE)
) AS t(id, email, name, notes, amount, orders, share, score, big, vip, born, seen, tier, agreed)`;

/** People with a value of every type, as a query any warehouse reads. */
export const catalog: Catalog = {
  version: 1,
  name: "Records",
  zone: "Europe/Berlin",
  warehouse: { kind: "duckdb", file: "records.duckdb" },
  entities: {
    people: {
      ...entity("people", "People", "person", {
        key: ["id"],
        columns: [
          column("id", { kind: "integer" }),
          column("email", TEXT, "email"),
          column("name", TEXT, "full_name"),
          column("notes", TEXT),
          column("amount", TEXT),
          column("orders", { kind: "integer" }),
          column("share", { kind: "double" }),
          column("score", { kind: "double" }),
          column("big", { kind: "integer" }),
          column("vip", { kind: "boolean" }),
          column("born", { kind: "date" }, "birth_date"),
          column("seen", { kind: "timestamp", zone: "UTC" }),
          column("tier", TEXT),
          column("agreed", { kind: "boolean" }),
        ],
        relations: [],
      }),
      source: { kind: "query", sql: ROWS },
    },
  },
};

export type Stand = { warehouse: Warehouse; close(): Promise<void> };

export const STANDS = {
  duckdb: {
    dialect: duckdb.dialect,
    async open(): Promise<Stand> {
      const folder = mkdtempSync(path.join(tmpdir(), "coterie-records-"));
      (await DuckDBInstance.create(path.join(folder, "records.duckdb"))).closeSync();
      const warehouse = await duckdb.connect({ file: "records.duckdb" } as never, catalog, {
        baseFolder: folder,
      });
      return {
        warehouse,
        async close() {
          await warehouse.close();
          rmSync(folder, { recursive: true });
        },
      };
    },
  },
  postgres: {
    dialect: postgres.dialect,
    async open(): Promise<Stand> {
      const url = await foreignDatabase();
      process.env.COTERIE_PRIVATE_HOSTS = "127.0.0.1";
      const { hostname: host, port, pathname, username: user, password } = new URL(url);
      const settings = {
        kind: "postgres",
        host,
        port: Number(port),
        database: pathname.slice(1),
        user,
        ssl: "disable",
      };
      const secrets = { password };
      const warehouse = await postgres.connect(postgres.settings.parse(settings), catalog, {
        baseFolder: ".",
        secrets,
      });
      return {
        warehouse,
        async close() {
          await warehouse.close();
          await dropDatabase(url);
        },
      };
    },
  },
};
