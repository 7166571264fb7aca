import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Catalog } from "@/lib/core/catalog/types";
import { compileBreakdown } from "@/lib/core/compile/breakdown";
import { compileChanges } from "@/lib/core/compile/changes";
import { compileExamples, compileHeldValues } from "@/lib/core/compile/column-held";
import { compileColumnValues } from "@/lib/core/compile/column-values";
import { compileExplanation } from "@/lib/core/compile/explain";
import { compileFunnel } from "@/lib/core/compile/funnel";
import { compileCount } from "@/lib/core/compile/members";
import { compileOverlap } from "@/lib/core/compile/overlap";
import { compileSample } from "@/lib/core/compile/sample";
import { compileRange, compileSpread } from "@/lib/core/compile/value-spread";
import { setOf } from "@/lib/core/destination/capability";
import { sha256 } from "@/lib/core/identity/sha256";
import { compileEligible, compileWanted } from "@/lib/core/membership/wanted";
import { EMPTY_POLICY, type Policy } from "@/lib/core/policy/types";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import type { Condition } from "@/lib/core/segment/types";
import meta from "@/lib/destinations/meta";
import { dialect } from "@/lib/warehouses/bigquery/dialect";
import { policyShop } from "@/test/factories/policy-shop";
import { shop } from "@/test/factories/shop";
import { zetaQuery, zetaTables } from "@/test/support/zetasql/catalog";
import { zetasqlMissing } from "@/test/support/zetasql/package";
import { type ZetaCatalog, Zetasql } from "@/test/support/zetasql/zetasql";

const missing = zetasqlMissing();
const asOf = "2024-07-01T12:00:00Z";
const german: Condition = { value: { column: "country" }, is: { eq: "DE" } };
const buyers: Condition = { value: { count: true, of: "orders" }, is: { gte: 1 } };
const question = {
  segment: { version: 1, entity: "customers", where: { all: [german, buyers, { not: { any: [german] } }] } },
  catalog: shop,
  dialect,
  asOf,
} as const;
const customers = shop.entities.customers!;
/** As someone reads it who sees only some rows. */
const scoped: Catalog = {
  ...shop,
  within: {
    entity: "customers",
    where: { all: [{ value: { column: "account.plan" }, is: { in: ["pro", "team"] } }] },
  },
};

/** What the screens ask besides the members. */
const QUESTIONS: Record<string, SqlQuery | null> = {
  count: compileCount(question),
  "count within a row scope": compileCount({ ...question, catalog: scoped }),
  "values within a row scope": compileColumnValues({
    ...{ catalog: scoped, asOf, dialect },
    ...{ entity: customers, column: "country", search: "É", size: 20 },
  }),
  funnel: compileFunnel(question),
  "breakdown by a text": compileBreakdown(question, "country", 20),
  "breakdown by a date": compileBreakdown(question, "birthday", 20),
  "breakdown by a moment": compileBreakdown(question, "signed_up_at", 20),
  overlap: compileOverlap(question, [german, buyers]),
  "what changed": compileChanges(question, "2024-06-30T12:00:00Z", [german, buyers]),
  sample: compileSample(question, Object.keys(customers.columns), 20),
  "values of a column": compileColumnValues({
    ...{ catalog: shop, asOf },
    entity: customers,
    column: "country",
    search: "É",
    size: 20,
    dialect,
  }),
  "values that are held": compileHeldValues({
    ...{ catalog: shop, asOf },
    entity: customers,
    column: "country",
    values: ["DE", "FR"],
    dialect,
  }),
  examples: compileExamples({ catalog: shop, asOf, entity: customers, column: "country", size: 3, dialect }),
  "why one person is in": compileExplanation(question, "7"),
  "range of a value": compileRange(
    question,
    { column: "credit" },
    { kind: "decimal", precision: 12, scale: 2 },
  ),
  "spread of a value": compileSpread(question, { column: "credit" }, 20, 5),
};

describe.skipIf(missing)(`what is asked of BigQuery besides members${missing ? ` (${missing})` : ""}`, () => {
  let zetasql: Zetasql;
  let tables: ZetaCatalog;
  beforeAll(async () => {
    zetasql = await Zetasql.start();
    tables = await zetasql.open(zetaTables(shop, {}));
  });
  afterAll(() => zetasql?.stop());

  it.each(Object.entries(QUESTIONS))("the analyser accepts: %s", async (_, query) => {
    expect(query).not.toBeNull();
    await tables.analyze(zetaQuery(query!));
  });

  describe("the wanted state of a sync", () => {
    const people = zetaTables(policyShop, {
      customers: [
        {
          customer_id: "1",
          email: " Ann@Example.TEST ",
          phone: "(415) 555-0101",
          country: "US",
          ads_consent: true,
        },
        { customer_id: "2", email: "ben@example.test", country: "US", ads_consent: false },
        { customer_id: "3", email: "Left.Alone@example.test", country: "US", ads_consent: true },
        { customer_id: "4", email: "not an address", ads_consent: true },
      ],
      suppressed: [{ email: " LEFT.alone@EXAMPLE.test" }],
    });
    const policy: Policy = {
      ...EMPTY_POLICY,
      tags: { email: "hashed", phone: "hashed" },
      consent: { customers: { value: { column: "ads_consent" }, is: { eq: true } } },
      suppression: { customers: [{ entity: "suppressed", column: "email", memberColumn: "email" }] },
    };

    it("is hashed by the query itself, with a reason for everyone kept back", async () => {
      const { query, kinds } = compileWanted({
        catalog: policyShop,
        segment: { version: 1, entity: "customers", where: { all: [] } },
        inForce: { policy, version: 1 },
        mapping: {
          fields: { EMAIL: { column: "email" }, PHONE: { column: "phone" } },
          country: { column: "country" },
          defaultCountry: "GB",
        },
        definition: setOf(meta),
        dialect,
        asOf,
      });
      const open = await zetasql.open(people);
      const { columns, rows } = await open.evaluate(zetaQuery(query));
      const eligible = compileEligible({ catalog: policyShop, entity: "customers", policy, dialect, asOf });
      const keys = await open.evaluate(zetaQuery(eligible));
      await open.close();
      expect(columns.map(({ name }) => name)).toEqual(["key", "reason", ...kinds]);
      expect(new Set(rows.map((row) => row.slice(0, 2).join(" ")))).toEqual(
        new Set(["1 ", " no_consent", " suppressed", " no_identifier"]),
      );
      expect(rows.find(([key]) => key === "1")!.slice(2)).toEqual(
        kinds.map((kind) => sha256(kind === "EMAIL" ? "ann@example.test" : "14155550101")),
      );
      expect(keys.rows.flat().sort()).toEqual(["1", "4"]);
    });
  });
});
