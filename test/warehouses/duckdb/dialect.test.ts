import { DuckDBInstance } from "@duckdb/node-api";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { beforeAll, describe, expect, it } from "vitest";
import type { Entity } from "@/lib/core/catalog/types";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { toPlain } from "@/lib/warehouses/duckdb/convert";
import { dialect } from "@/lib/warehouses/duckdb/dialect";
import { catalogOf } from "@/test/factories/catalog";

let ask: (fragment: Fragment) => Promise<unknown[]>;

beforeAll(async () => {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  // Whatever the machine's zone, answers are the same.
  await connection.run("SET TimeZone = 'Pacific/Auckland'");
  await connection.run("CREATE TABLE people AS SELECT 1 AS id");
  ask = async (fragment) => {
    const query = sql`SELECT ${fragment}`.compile(dialect.builder);
    const reader = await connection.runAndReadAll(query.sql, query.parameters as string[]);
    return reader.getRows().flat().map(toPlain);
  };
});

const entityOf = (source: Entity["source"]): Entity =>
  catalogOf("people", source, { id: { kind: "integer" } }, { kind: "duckdb" }).entities.people!;

describe("where rows come from", () => {
  it.each<[string, Entity["source"]]>([
    ["a table", { kind: "table", table: ["main", "people"] }],
    ["a file, which is a table by its entity's name", { kind: "files", files: ["x.csv"], format: "csv" }],
    ["a query", { kind: "query", sql: "SELECT 1 AS id" }],
    ["a query that ends in a comment", { kind: "query", sql: "SELECT 1 AS id -- one; for all" }],
    ["a query that ends in semicolons", { kind: "query", sql: " SELECT 1 AS id;\n; " }],
  ])("%s", async (_, source) => {
    expect(await ask(sql`id FROM ${dialect.source(entityOf(source))} AS m`)).toEqual([1]);
  });
});

describe("local times", () => {
  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Africa/Casablanca",
  ];
  const nights = [
    "2024-03-31",
    "2024-10-27",
    "2024-03-10",
    "2024-11-03",
    "2024-04-07",
    "2024-10-06",
    "2018-02-17",
    "2018-11-04",
    "2024-04-14",
  ];

  it.each(zones)("of %s are the instants the calendar says, clock changes included", async (zone) => {
    for (const night of nights) {
      const first = Temporal.PlainDateTime.from(`${night}T00:00:00`).subtract({ hours: 2 });
      const locals = Array.from({ length: 40 }, (_, index) => first.add({ minutes: index * 15 }));
      const column = (local: Temporal.PlainDateTime) =>
        dialect.instant(sql`CAST(${local.toString()} AS TIMESTAMP)`, { kind: "timestamp", zone });
      expect(await ask(sql.join(locals.map(column)))).toEqual(
        locals.map((local) => local.toZonedDateTime(zone).toInstant().toString()),
      );
    }
  });

  it("of instants are the zone's date", async () => {
    const instant = dialect.literal("2024-03-31T22:30:00Z", { kind: "timestamp", zone: "UTC" });
    expect(
      await ask(sql.join(["UTC", "Europe/Berlin"].map((zone) => dialect.localDate(instant, zone)))),
    ).toEqual(["2024-03-31", "2024-04-01"]);
  });
});

describe("literals", () => {
  it("keep every digit and moment, in any session", async () => {
    const literals = [
      dialect.literal("9223372036854775807", { kind: "integer" }),
      dialect.literal("12345678901234567890.1234", { kind: "decimal", precision: 38, scale: 4 }),
      dialect.literal("2024-07-01T10:00:00.123456Z", { kind: "timestamp", zone: "UTC" }),
      dialect.literal("2024-07-01T10:00:00Z", { kind: "timestamp", zone: null }),
      dialect.literal("2024-07-01", { kind: "date" }),
      dialect.literal(true, { kind: "boolean" }),
      dialect.literal("'; DROP TABLE people; --", { kind: "text" }),
    ];
    expect(await ask(sql.join(literals))).toEqual([
      "9223372036854775807",
      "12345678901234567890.1234",
      "2024-07-01T10:00:00.123456Z",
      "2024-07-01T10:00:00Z",
      "2024-07-01",
      true,
      "'; DROP TABLE people; --",
    ]);
  });
});

describe("text", () => {
  it("is looked up, searched, normalised and hashed", async () => {
    const text = (value: string | null) => sql`CAST(${value} AS VARCHAR)`;
    const table = new Map([
      ["it's", "o'clock"],
      ["x", "y"],
    ]);
    const asked = [
      dialect.lookup(text("it's"), table),
      dialect.lookup(text("none"), table),
      dialect.lookup(text(null), table),
      dialect.extract(text("ab12"), "[0-9]+"),
      dialect.extract(text("ab"), "[0-9]+"),
      dialect.replaceAll(text("a-b-c"), "([a-z])-", "\\1+"),
      dialect.matches(text("abc"), "^b"),
      dialect.nfc(text("e\u0301")),
      dialect.sha256(text("é")),
      dialect.sha256(text(null)),
    ];
    expect(await ask(sql.join(asked))).toEqual([
      "o'clock",
      null,
      null,
      "12",
      null,
      "a+b+c",
      false,
      "é",
      "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c",
      null,
    ]);
  });
});
