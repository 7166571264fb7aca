import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import type { Mapping } from "@/lib/core/membership/types";
import { compileEligible, compileWanted } from "@/lib/core/membership/wanted";
import { EMPTY_POLICY, type Policy } from "@/lib/core/policy/types";
import type { SetDefinition } from "@/lib/core/ports/destination";
import type { SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import type { Condition } from "@/lib/core/segment/types";
import duckdb from "@/lib/warehouses/duckdb";
import { policyShop } from "@/test/factories/policy-shop";

const folder = mkdtempSync(path.join(tmpdir(), "coterie-wanted-"));
let warehouse: Warehouse;

beforeAll(async () => {
  const instance = await DuckDBInstance.create(path.join(folder, "shop.duckdb"));
  const connection = await instance.connect();
  await connection.run(`
    CREATE TABLE customers AS SELECT * FROM (VALUES
      (1, ' Ann@Example.TEST ', '(415) 555-0101', 'Ann', 'Lee', 'US', '94103', TRUE),
      (2, 'ben@example.test', NULL, NULL, 'Lee', 'US', NULL, TRUE),
      (3, 'eve@example.test', NULL, 'Eve', 'Roe', 'US', '10001', FALSE),
      (4, 'uma@example.test', NULL, 'Uma', 'Oz', 'US', '10001', NULL),
      (5, 'Left.Alone@example.test', NULL, 'Lou', 'Low', 'US', '10001', TRUE),
      (6, 'not an address', NULL, NULL, NULL, NULL, NULL, TRUE),
      (7, NULL, '020 7946 0123', NULL, NULL, '  ', NULL, TRUE)
    ) AS t(customer_id, email, phone, first_name, last_name, country, postal_code, ads_consent);
    CREATE TABLE suppressed AS SELECT ' LEFT.alone@EXAMPLE.test' AS email;
    CREATE TABLE left_alone AS SELECT ' LEFT.alone@EXAMPLE.test' AS value;
    CREATE TABLE left_phone AS SELECT '415.555.0101' AS value;
    CREATE TABLE orders (order_id BIGINT, customer_id BIGINT, ordered_at TIMESTAMP, total DECIMAL(12, 2));
  `);
  connection.closeSync();
  instance.closeSync();
  warehouse = await duckdb.connect({ file: "shop.duckdb" } as never, policyShop, { baseFolder: folder });
});

afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true });
});

const fields = (["EMAIL", "PHONE", "FN", "LN", "ZIP", "COUNTRY"] as const).map((id) => ({
  id,
  label: id,
  tags: [],
  form: "hashed" as const,
  normaliser: metaNormalisers[id],
}));
const definition = {
  label: "Ads",
  fields,
  identifiers: [
    { id: "EMAIL", label: "E-mail", fields: ["EMAIL"], required: ["EMAIL"] },
    { id: "PHONE", label: "Phone", fields: ["PHONE"], required: ["PHONE"] },
    { id: "NAME", label: "Name", fields: ["FN", "LN", "ZIP", "COUNTRY"], required: ["LN", "COUNTRY"] },
  ],
} as unknown as SetDefinition;

const mapping: Mapping = {
  fields: {
    EMAIL: { column: "email" },
    PHONE: { column: "phone" },
    FN: { column: "first_name" },
    LN: { column: "last_name" },
    ZIP: { column: "postal_code" },
    COUNTRY: { column: "country" },
  },
  country: { column: "country" },
  defaultCountry: "GB",
};
const policy: Policy = {
  ...EMPTY_POLICY,
  tags: { email: "hashed", phone: "hashed" },
  consent: { customers: { value: { column: "ads_consent" }, is: { eq: true } } },
  suppression: { customers: [{ entity: "suppressed", column: "email", memberColumn: "email" }] },
};
const asOf = "2026-11-20T00:00:00Z";
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const ann = hash("ann@example.test");
const ben = hash("ben@example.test");

const theFirstSix: Condition = { value: { column: "customer_id" }, is: { lte: 6 } };

async function wanted(changed: Partial<Policy> = {}, where: Condition = theFirstSix) {
  const { query, kinds } = compileWanted({
    catalog: policyShop,
    segment: { version: 1, entity: "customers", where },
    inForce: { policy: { ...policy, ...changed }, version: 1 },
    mapping,
    definition,
    dialect: duckdb.dialect,
    asOf,
  });
  return { kinds, rows: await sorted(query) };
}

async function sorted(query: SqlQuery) {
  const rows = await warehouse.rows(query);
  return rows.map((row) => JSON.stringify(row)).sort();
}
const row = (value: Record<string, string | null>) => JSON.stringify(value);
const keptBack = (reason: string) => row({ key: null, reason, EMAIL: null, PHONE: null });

describe("the wanted state", () => {
  it("hashes who may go and says of everyone else only why not", async () => {
    expect(await wanted()).toEqual({
      kinds: ["EMAIL", "PHONE"],
      rows: [
        row({ key: "1", reason: null, EMAIL: ann, PHONE: hash("14155550101") }),
        row({ key: "2", reason: null, EMAIL: ben, PHONE: null }),
        keptBack("no_consent"),
        keptBack("no_consent"),
        keptBack("no_identifier"),
        keptBack("suppressed"),
      ],
    });
  });

  it("takes the members of the segment and nobody else", async () => {
    const { rows } = await wanted({}, { value: { column: "customer_id" }, is: { lte: 2 } });
    expect(rows.map((one) => JSON.parse(one).key)).toEqual(["1", "2"]);
  });

  it("fills the optional cells of a composite identifier that the policy lets go, and empties the others", async () => {
    const { kinds, rows } = await wanted(
      {
        tags: { last_name: "hashed", postal_code: "hashed" },
        columns: { "customers.country": "plain" },
        suppression: {},
      },
      { value: { column: "customer_id" }, is: { lte: 2 } },
    );
    const cells = (zip: string) => `|${hash("lee")}|${zip}|${hash("us")}`;
    expect({ kinds, rows }).toEqual({
      kinds: ["NAME"],
      rows: [
        row({ key: "1", reason: null, NAME: cells(hash("94103")) }),
        row({ key: "2", reason: null, NAME: cells("") }),
      ],
    });
  });

  it("lets nobody of an entity go that the policy's consent does not speak of", async () => {
    const { rows } = await wanted({ consent: {} });
    expect(rows).toEqual(Array(6).fill(keptBack("no_consent")));
  });

  it("lets everyone go where an admin wrote that no consent is needed", async () => {
    const { rows } = await wanted({ consent: { customers: "not_required" }, suppression: {} });
    expect(rows.filter((one) => JSON.parse(one).reason === null)).toHaveLength(5);
  });

  it("takes the default country where a person's own is blank", async () => {
    const { rows } = await wanted({}, { value: { column: "customer_id" }, is: { eq: 7 } });
    expect(rows.map((one) => JSON.parse(one).PHONE)).toEqual([hash("442079460123")]);
  });

  it("has what travels beside the identifiers as JSON, what is not known or not let go said to be so, and nothing of who is kept back", async () => {
    const attributes = (["NAME_OF_IT", "CONSENT"] as const).map((id) => ({
      ...{ id, label: id, tags: [], form: "plain" as const },
      normaliser: { id: `ads.${id}`, version: 1, needs: [], steps: [], hashed: false },
    }));
    const { query, hasPayload } = compileWanted({
      catalog: policyShop,
      segment: { version: 1, entity: "customers", where: theFirstSix },
      inForce: {
        policy: {
          ...policy,
          columns: { "customers.ads_consent": "plain", "customers.first_name": "plain" },
        },
        version: 1,
      },
      mapping: {
        fields: {
          EMAIL: { column: "email" },
          CONSENT: { column: "ads_consent" },
          NAME_OF_IT: { column: "first_name" },
        },
      },
      definition: { ...definition, attributes },
      dialect: duckdb.dialect,
      asOf,
    });
    const read = await warehouse.rows(query);
    expect(hasPayload).toBe(true);
    const blocked = compileWanted({
      catalog: policyShop,
      segment: { version: 1, entity: "customers", where: theFirstSix },
      inForce: { policy, version: 1 },
      mapping: { fields: { EMAIL: { column: "email" }, CONSENT: { column: "ads_consent" } } },
      definition: { ...definition, attributes },
      dialect: duckdb.dialect,
      asOf,
    });
    const told = (await warehouse.rows(blocked.query)).flatMap(({ key, payload }) => (key ? [payload] : []));
    expect(new Set(told)).toEqual(new Set(['{"CONSENT":"UNKNOWN"}']));
    const settled = compileWanted({
      catalog: policyShop,
      segment: { version: 1, entity: "customers", where: theFirstSix },
      inForce: { policy, version: 1 },
      mapping: { fields: { EMAIL: { column: "email" }, CONSENT: { column: "ads_consent" } } },
      definition: { ...definition, attributes },
      unmapped: { CONSENT: "DENIED", NAME_OF_IT: "DENIED" },
      dialect: duckdb.dialect,
      asOf,
    });
    const said = (await warehouse.rows(settled.query)).flatMap(({ key, payload }) => (key ? [payload] : []));
    expect(new Set(said)).toEqual(new Set(['{"CONSENT":"UNKNOWN","NAME_OF_IT":"DENIED"}']));
    expect(read.map(({ key, payload }) => `${key} ${payload}`).sort()).toEqual([
      '1 {"CONSENT":"true","NAME_OF_IT":"Ann"}',
      '2 {"CONSENT":"true","NAME_OF_IT":"UNKNOWN"}',
      ...Array(4).fill("null null"),
    ]);
  });

  it("sends nothing at all under an empty policy", async () => {
    const { kinds, rows } = await wanted({ tags: {} }, { value: { column: "customer_id" }, is: { lte: 2 } });
    expect({ kinds, rows }).toEqual({
      kinds: [],
      rows: Array(2).fill(row({ key: null, reason: "no_identifier" })),
    });
  });

  it.each([
    ["an e-mail address that nobody tagged in the list", "email", "left_alone"],
    ["a phone number written another way", "phone", "left_phone"],
  ] as const)("keeps back whoever is listed by %s", async (_what, memberColumn, entity) => {
    const { rows } = await wanted({
      suppression: { customers: [{ entity, column: "value", memberColumn }] },
    });
    expect(rows.filter((one) => JSON.parse(one).reason === "suppressed")).toHaveLength(1);
  });

  it("reads the eligible people of the whole entity for the privacy lane", async () => {
    const query = compileEligible({
      catalog: policyShop,
      entity: "customers",
      policy,
      dialect: duckdb.dialect,
      asOf,
    });
    expect(await sorted(query)).toEqual(["1", "2", "6", "7"].map((key) => row({ key })));
  });
});
