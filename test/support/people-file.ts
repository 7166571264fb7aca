import { DuckDBInstance } from "@duckdb/node-api";
import type { Catalog, Column, PiiTag } from "@/lib/core/catalog/types";
import { EMPTY_POLICY, type Policy } from "@/lib/core/policy/types";
import type { Segment } from "@/lib/core/segment/types";

/** People of a DuckDB file that a test writes anew between runs, as a company's own jobs would. */
export async function writePeople(file: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(`CREATE OR REPLACE TABLE people AS ${sql}`);
  connection.closeSync();
  instance.closeSync();
}

/** `numbers`: each gets the key and, unless `emails` says otherwise, the e-mail of that number. */
export function peopleSql(numbers: readonly number[], emails: Readonly<Record<number, string>> = {}): string {
  const rows = numbers.map((number) => `(${number}, '${emails[number] ?? emailOf(number)}', true, true)`);
  const values = rows.length > 0 ? rows.join(", ") : "(0, '', false, false)";
  return `SELECT * FROM (VALUES ${values}) AS people (id, email, consent, wanted) WHERE id > 0`;
}

export const emailOf = (number: number) => `person-${number}@people.test`;

const column = (name: string, type: Column["type"], pii: PiiTag | null): [string, Column] => [
  name,
  { name, type, label: name, pii },
];

export const peopleCatalog = (file: string): Catalog => ({
  version: 1,
  name: "people",
  zone: "UTC",
  warehouse: { kind: "duckdb", file },
  entities: {
    people: {
      name: "people",
      label: "People",
      singular: "person",
      source: { kind: "table", table: ["people"] },
      key: ["id"],
      timeColumn: null,
      columns: Object.fromEntries([
        column("id", { kind: "integer" }, null),
        column("email", { kind: "text" }, "email"),
        column("consent", { kind: "boolean" }, null),
        column("wanted", { kind: "boolean" }, null),
      ]),
      relations: {},
    },
  },
});

export const wantedPeople: Segment = {
  version: 1,
  entity: "people",
  where: { value: { column: "wanted" }, is: { eq: true } },
};

export const peoplePolicy: Policy = {
  ...EMPTY_POLICY,
  tags: { email: "hashed" },
  consent: { people: { value: { column: "consent" }, is: { eq: true } } },
  minimumSize: 0,
};

export const emailMapping = { fields: { EMAIL: { column: "email" } } };
