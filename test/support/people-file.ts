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

/** The people from `first` to `last`, each with the e-mail of their number unless `emails` gives another. */
export function peopleSql(
  first: number,
  last: number,
  emails: Readonly<Record<number, string>> = {},
): string {
  const others = Object.entries(emails).map(([number, email]) => `WHEN ${number} THEN '${email}'`);
  const email = "'person-' || number || '@people.test'";
  return `SELECT number AS id, ${others.length > 0 ? `CASE number ${others.join(" ")} ELSE ${email} END` : email} AS email,
    true AS consent, true AS wanted FROM range(${first}, ${last + 1}) AS numbers (number)`;
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
