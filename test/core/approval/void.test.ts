import { describe, expect, it } from "vitest";
import { type BindInput, bind } from "@/lib/core/approval/bind";
import { changeSetHash } from "@/lib/core/approval/hash";
import { isVoid } from "@/lib/core/approval/void";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Policy } from "@/lib/core/policy/types";
import type { Condition } from "@/lib/core/segment/types";
import { shop } from "@/test/factories/shop";

const consented: Condition = { value: { column: "is_company" }, is: { eq: false } };
const rich: Condition = { value: { sum: { column: "total" }, of: "orders" }, is: { gte: "100" } };

const policy: Policy = {
  tags: { email: "hashed" },
  columns: {},
  consent: { customers: consented },
  suppression: {
    customers: [{ entity: "visits", column: "customer_id", memberColumn: "customer_id" }],
  },
  minimumSize: 100,
};

const approved: BindInput = {
  tree: { version: 1, entity: "customers", where: rich },
  catalog: shop,
  baseFolder: "/srv/shop",
  inForce: { policy, version: 1 },
  definition: {
    id: "ads",
    label: "Ads",
    fields: [
      {
        id: "EMAIL",
        label: "E-mail",
        tags: ["email"],
        form: "hashed",
        normaliser: { id: "ads.EMAIL", version: 1, needs: [], steps: [], hashed: true },
      },
    ],
  },
  mapping: { fields: { EMAIL: { column: "email" } } },
  mode: "mirror",
  use: "target",
  destination: { endpoint: "https://ads.test", account: { id: "1" }, object: "o1" },
};
const bound = bind(approved);

const since = (change: Partial<BindInput>) =>
  isVoid({ bound, hash: changeSetHash(bound) }, bind({ ...approved, ...change }));
const withPolicy = (change: Partial<Policy>) =>
  since({ inForce: { policy: { ...policy, ...change }, version: 2 } });

/** The shop with one entity changed. */
function changed(name: string, change: (entity: Catalog["entities"][string]) => object): Catalog {
  const entity = shop.entities[name]!;
  return { ...shop, entities: { ...shop.entities, [name]: { ...entity, ...change(entity) } } };
}

describe("an approval", () => {
  it("holds while nothing it rests on changes", () => {
    expect(since({})).toEqual({ isVoid: false });
  });

  it("is void when what is stored of it is not what was hashed", () => {
    const forged = { ...bound, mode: "add_only" as const };
    expect(isVoid({ bound: forged, hash: changeSetHash(bound) }, forged)).toEqual({
      isVoid: true,
      reason: "What is stored of it does not match its seal.",
    });
  });

  it("binds the columns, keys and relations that tree, mapping and policy read, and no others", () => {
    const names = (part: typeof bound.catalog) =>
      Object.entries(part).map(([name, entity]) => [
        name,
        Object.keys(entity.columns).sort(),
        Object.keys(entity.relations).sort(),
      ]);
    expect(names(bound.catalog)).toEqual([
      ["customers", ["customer_id", "email"], ["orders"]],
      ["orders", ["customer_id", "order_id", "total"], []],
    ]);
    expect(names(bound.policyCatalog).map(([name]) => name)).toEqual(["customers", "visits"]);
  });

  it("holds through a new label, description or unread column", () => {
    const catalog = changed("customers", (entity) => ({
      label: "Clients",
      columns: {
        ...entity.columns,
        email: { ...entity.columns.email!, label: "Mail", description: "Where we write" },
        shoe_size: { name: "shoe_size", type: { kind: "integer" }, label: "Shoe size", pii: null },
      },
    }));
    expect(since({ catalog })).toEqual({ isVoid: false });
  });

  const catalogReason = "The catalog changed a table, column or relation this audience reads.";
  it.each<[string, Partial<BindInput>, string]>([
    [
      "the tree",
      { tree: { version: 1, entity: "customers", where: { all: [] } } },
      "The audience's conditions changed since they were approved.",
    ],
    [
      "the class of a column it sends",
      {
        catalog: changed("customers", ({ columns }) => ({
          columns: { ...columns, email: { ...columns.email!, pii: null } },
        })),
      },
      catalogReason,
    ],
    [
      "the table behind an entity it reads",
      { catalog: changed("orders", () => ({ source: { kind: "table", table: ["orders_v2"] } })) },
      catalogReason,
    ],
    ["the key of its people", { catalog: changed("customers", () => ({ key: ["email"] })) }, catalogReason],
    [
      "the time of rows it reads",
      { catalog: changed("orders", () => ({ timeColumn: "shipped_on" })) },
      catalogReason,
    ],
    [
      "a relation it follows",
      {
        catalog: changed("customers", ({ relations }) => ({
          relations: { ...relations, orders: { ...relations.orders!, on: [["account_id", "customer_id"]] } },
        })),
      },
      catalogReason,
    ],
    [
      "a column it reads, by leaving",
      { catalog: changed("orders", ({ columns: { total: _, ...columns } }) => ({ columns })) },
      catalogReason,
    ],
    [
      "the zone",
      { catalog: { ...shop, zone: "Asia/Tokyo" } },
      "The workspace's time zone changed, and with it the meaning of days and months.",
    ],
    [
      "the warehouse",
      { catalog: { ...shop, warehouse: { kind: "duckdb", file: "other.duckdb" } } },
      "The workspace now reads another warehouse.",
    ],
    [
      "the folder its files lie in",
      { baseFolder: "/srv/another" },
      "The warehouse's files are now read from another folder.",
    ],
    [
      "a normaliser",
      {
        definition: {
          ...approved.definition,
          fields: approved.definition.fields.map((field) => ({
            ...field,
            normaliser: { ...field.normaliser, version: 2 },
          })),
        },
      },
      "The way identifiers are normalised before hashing changed.",
    ],
    ["the mode", { mode: "add_only" }, "The mode of the sync changed since it was approved."],
    ["the use", { use: "exclude" }, "The use of the sync changed since it was approved."],
    [
      "the object",
      { destination: { ...approved.destination, object: "o2" } },
      "The destination's account, address or object changed since it was approved.",
    ],
    [
      "the account",
      { destination: { ...approved.destination, account: { id: "2" } } },
      "The destination's account, address or object changed since it was approved.",
    ],
    [
      "the address",
      { destination: { ...approved.destination, endpoint: "simulator:ads" } },
      "The destination's account, address or object changed since it was approved.",
    ],
  ])("is void when a change reaches %s", (_what, change, reason) => {
    expect(since(change)).toEqual({ isVoid: true, reason });
    expect(changeSetHash(bind({ ...approved, ...change }))).not.toBe(changeSetHash(bound));
  });

  it.each<[string, Partial<Policy>]>([
    ["blocks a field", { tags: { email: "blocked" } }],
    ["asks for more consent", { consent: { customers: { all: [consented, rich] } } }],
    ["knows no consent any more", { consent: {} }],
    [
      "suppresses more people",
      {
        suppression: {
          customers: [
            ...policy.suppression.customers!,
            { entity: "orders", column: "customer_id", memberColumn: "customer_id" },
          ],
        },
      },
    ],
    ["wants larger audiences", { minimumSize: 1_000 }],
    ["lets a field leave that is not mapped", { tags: { email: "hashed", phone: "plain" } }],
  ])("holds when the policy %s", (_what, change) => {
    expect(withPolicy(change)).toEqual({ isVoid: false });
  });

  it.each<[string, Partial<Policy>, string]>([
    ["a field leave plain", { tags: { email: "plain" } }, "The policy now lets EMAIL leave plain."],
    [
      "people without consent leave",
      { consent: { customers: "not_required" } },
      "The policy now is satisfied with less consent.",
    ],
    [
      "another consent suffice",
      { consent: { customers: rich } },
      "The policy now is satisfied with less consent.",
    ],
    [
      "a further consent suffice",
      { consent: { customers: { any: [consented, rich] } } },
      "The policy now is satisfied with less consent.",
    ],
    ["suppressed people leave", { suppression: {} }, "The policy now keeps back fewer people."],
    ["fewer people leave together", { minimumSize: 10 }, "The policy now allows smaller audiences."],
  ])("is void when the policy lets %s", (_what, change, reason) => {
    expect(withPolicy(change)).toEqual({ isVoid: true, reason });
  });

  it("is void once the policy no longer lets a personal column it reads decide", () => {
    const tree = { ...approved.tree, where: { value: { column: "email" }, is: { known: true } } };
    const inForce = (deciding: Policy["deciding"], version: number) => ({
      policy: { ...policy, deciding },
      version,
    });
    const before = bind({ ...approved, tree, inForce: inForce(["email"], 1) });
    const verdict = (deciding: Policy["deciding"]) =>
      isVoid(
        { bound: before, hash: changeSetHash(before) },
        bind({ ...approved, tree, inForce: inForce(deciding, 2) }),
      );
    expect(verdict(["email", "phone"])).toEqual({ isVoid: false });
    expect(verdict([])).toEqual({
      isVoid: true,
      reason: "The policy does not let email decide who is in an audience going there.",
    });
  });

  it("is void when one of several consents that sufficed gets a further one beside it", () => {
    const either = { any: [consented, rich] };
    const before = bind({
      ...approved,
      inForce: { policy: { ...policy, consent: { customers: either } }, version: 1 },
    });
    const after = { any: [...either.any, { value: { column: "email" }, is: { known: true } }] };
    const current = bind({
      ...approved,
      inForce: { policy: { ...policy, consent: { customers: after } }, version: 2 },
    });
    expect(isVoid({ bound: before, hash: changeSetHash(before) }, current)).toEqual({
      isVoid: true,
      reason: "The policy now is satisfied with less consent.",
    });
  });

  it("is void when the column that says whose country a number is of changes", () => {
    const withCountry = { ...approved, mapping: { ...approved.mapping, country: { column: "country" } } };
    const before = bind(withCountry);
    const catalog = changed("customers", ({ columns }) => ({
      columns: { ...columns, country: { ...columns.country!, type: { kind: "integer" } } },
    }));
    expect(isVoid({ bound: before, hash: changeSetHash(before) }, bind({ ...withCountry, catalog }))).toEqual(
      { isVoid: true, reason: catalogReason },
    );
  });

  it("is void when the catalog changes what consent is read from, under a stricter policy too", () => {
    const catalog = changed("customers", ({ columns }) => ({
      columns: { ...columns, is_company: { ...columns.is_company!, type: { kind: "text" } } },
    }));
    const inForce = { policy: { ...policy, minimumSize: 1_000 }, version: 2 };
    expect(since({ catalog, inForce })).toEqual({
      isVoid: true,
      reason: "The catalog changed what consent or suppression is read from.",
    });
  });

  it("is void when the catalog changes what consent is read from", () => {
    const catalog = changed("customers", ({ columns }) => ({
      columns: { ...columns, is_company: { ...columns.is_company!, type: { kind: "text" } } },
    }));
    expect(since({ catalog })).toEqual({
      isVoid: true,
      reason: "The catalog changed what consent or suppression is read from.",
    });
  });
});
