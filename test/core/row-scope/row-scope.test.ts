import { describe, expect, it } from "vitest";
import { audienceChanges, diffAudiences } from "@/lib/core/audience/diff";
import { restsOn } from "@/lib/core/audience/rests-on";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { hashOf } from "@/lib/core/canonical";
import { compileCount, compileMembers } from "@/lib/core/compile/members";
import { isDefinitionInside, isInsideScope } from "@/lib/core/row-scope/inside";
import { scopeMark } from "@/lib/core/row-scope/mark";
import { parseRowScope } from "@/lib/core/row-scope/parse";
import { pathTo } from "@/lib/core/row-scope/path-to";
import type { RowScope, ScopeCondition } from "@/lib/core/row-scope/types";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { parseSegment } from "@/lib/core/segment/parse";
import { dialect } from "@/lib/warehouses/duckdb/dialect";
import { audiencesOf } from "../../factories/definitions";
import { shop } from "../../factories/shop";

const asOf = "2024-05-31T10:00:00Z";
const EVERYONE: AudienceDefinition = { version: 1, entity: "customers", where: { all: [] } };
const of = (columns: Record<string, readonly (string | number | boolean)[]>): ScopeCondition => ({
  all: Object.entries(columns).map(([column, values]) => ({ value: { column }, is: { in: values } })),
});
const GERMANY: RowScope = { entity: "customers", where: of({ country: ["DE"] }) };

describe("one scope inside another", () => {
  const alps = of({ country: ["DE", "AT", "CH"] });
  it("holds some of its values, of the same column", () => {
    expect(isInsideScope(of({ country: ["AT", "DE"] }), alps)).toBe(true);
    expect(isInsideScope(of({ country: ["AT", "FR"] }), alps)).toBe(false);
    expect(isInsideScope(of({ city: ["DE"] }), alps)).toBe(false);
  });
  it("may be held to more, and not to less", () => {
    const firms = of({ country: ["DE"], is_company: [true] });
    expect([isInsideScope(firms, GERMANY.where), isInsideScope(GERMANY.where, firms)]).toEqual([true, false]);
    expect(isInsideScope(undefined, GERMANY.where)).toBe(false);
    expect(isInsideScope({ all: [] }, GERMANY.where)).toBe(false);
  });
  it("is of the same entity", () => {
    expect(isDefinitionInside({ entity: "accounts", scope: GERMANY.where }, GERMANY)).toBe(false);
  });
});

describe("a row scope", () => {
  const codes = (where: unknown, entity = "customers") =>
    parseRowScope({ entity, where }, shop).problems.map(({ code }) => code);
  it("is columns that hold one of some values, none of them personal, and nothing else", () => {
    expect(codes(GERMANY.where)).toEqual([]);
    expect(codes(of({ "account.plan": ["pro"], is_company: [true] }))).toEqual([]);
    expect(codes(of({ email: ["ann@shop.test"] }))).toEqual(["PERSONAL_LITERAL"]);
    expect(codes(of({ contry: ["DE"] }))).toEqual(["UNKNOWN_COLUMN"]);
    expect(codes({ all: [] })).toEqual(["SCOPE_FORM"]);
    expect(codes({ any: GERMANY.where.all })).toEqual(["SCOPE_FORM"]);
    const [test] = GERMANY.where.all;
    expect(codes({ all: [{ not: test }] })).toEqual(["SCOPE_FORM"]);
    expect(codes({ all: [{ ...test, is: { in: ["de"], ignore_case: true } }] })).toEqual(["SCOPE_FORM"]);
    expect(codes({ all: [{ ...test, is: { not_in: ["DE"] } }] })).toEqual(["SCOPE_FORM"]);
    expect(codes({ all: [{ audience: "vip" }] })).not.toEqual([]);
  });

  it("leads from other rows to the one row they belong to, if it is plain which", () => {
    expect(pathTo(shop, "orders", "customers")).toBe("customer");
    expect(pathTo(shop, "items", "customers")).toBe("order.customer");
    expect(pathTo(shop, "accounts", "customers")).toBeNull();
    const { customer } = shop.entities.orders!.relations;
    const relations = { customer: customer!, payer: { ...customer!, name: "payer" } };
    const orders = { ...shop.entities.orders!, relations };
    expect(pathTo({ ...shop, entities: { ...shop.entities, orders } }, "orders", "customers")).toBeNull();
  });
});

describe("a question within a row scope", () => {
  const catalog = { ...shop, within: GERMANY };
  it("is asked of its rows alone, the population as well, and says so in its text", () => {
    const segment = { ...EVERYONE, where: { not: { value: { column: "is_company" }, is: { eq: true } } } };
    const { sql, parameters } = compileCount({ segment, catalog, dialect, asOf });
    expect(sql.split(scopeMark(GERMANY))).toHaveLength(3);
    expect(parameters.filter((one) => one === "DE")).toHaveLength(2);
  });
  it("is asked of other rows by whom they belong to, or not at all", () => {
    const asked = (entity: string) =>
      compileMembers({ segment: { ...EVERYONE, entity }, catalog, dialect, asOf });
    expect(asked("orders").parameters).toEqual(["DE"]);
    expect(() => asked("accounts")).toThrow(
      "You see only some rows of Customers, and Accounts cannot be kept to them.",
    );
  });
});

describe("an audience pinned to a row scope", () => {
  const pinned: AudienceDefinition = { ...EVERYONE, scope: GERMANY.where };
  const customers = [
    { customer_id: 1, country: "DE", credit: "10.00" },
    { customer_id: 2, country: "DE", credit: "30.00" },
    { customer_id: 3, country: "FR", credit: "90.00" },
    { customer_id: 4, country: null, credit: "50.00" },
  ];
  const members = (definition: AudienceDefinition, others: Record<string, AudienceDefinition> = {}) => {
    const audiences = audiencesOf(new Map(Object.entries(others)));
    const { segment, problems } = parseSegment(definition, { catalog: shop, audiences });
    expect(problems).toEqual([]);
    return evaluate(segment!, shop, { customers, orders: [], accounts: [], visits: [] }, asOf);
  };
  it("has nobody beyond it, and is limited within it", () => {
    expect(members(pinned)).toEqual(["1", "2"]);
    const best = { top: 1, by: { column: "credit" }, order: "desc" } as const;
    expect(members({ ...pinned, limit: best })).toEqual(["2"]);
  });
  it("means the same where others name it or exclude it", () => {
    expect(members({ ...EVERYONE, where: { not: { audience: "mine" } } }, { mine: pinned })).toEqual([
      "3",
      "4",
    ]);
    expect(members({ ...EVERYONE, exclude: [{ audience: "mine" }] }, { mine: pinned })).toEqual(["3", "4"]);
  });
  it("shows it as a line of its own when it comes or goes", () => {
    const line = { depth: 0, text: "Only within the row scope: Country is “DE”", change: "removed" };
    expect(diffAudiences(pinned, EVERYONE, shop)).toContainEqual(line);
    expect(audienceChanges(pinned, EVERYONE, shop)).toEqual([
      { kind: "removed", before: { path: "scope", sentence: line.text, within: null }, after: null },
    ]);
  });
  it("is bound by it, and one that is pinned to nothing as it always was", () => {
    expect(hashOf(pinned)).not.toBe(hashOf(EVERYONE));
    expect(hashOf({ ...EVERYONE, scope: undefined })).toBe(hashOf(EVERYONE));
    expect(restsOn(pinned, audiencesOf(new Map()))).toEqual({});
  });
});
