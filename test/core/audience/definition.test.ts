import { describe, expect, it } from "vitest";
import { audienceLines, describeAudience } from "@/lib/core/audience/describe";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { compileMembers } from "@/lib/core/compile/members";
import { columnsOf } from "@/lib/core/segment/columns";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Condition } from "@/lib/core/segment/types";
import { dialect as duckdb } from "@/lib/warehouses/duckdb/dialect";
import { audiencesOf } from "../../factories/definitions";
import { shop } from "../../factories/shop";

const AS_OF = "2024-05-31T10:00:00Z";
const EVERYONE: AudienceDefinition = { version: 1, entity: "customers", where: { all: [] } };
const GERMAN: Condition = { value: { column: "country" }, is: { eq: "DE" } };
const SPEND = { sum: { column: "total" }, of: "orders" };
const OFFERS = {
  slug: "offers",
  name: "Offers",
  entity: "customers",
  audiences: [{ audience: "first" }, { audience: "second" }, { audience: "third" }],
};

const CUSTOMERS = [
  { customer_id: 1, country: "DE", account_id: 7, credit: "10.00" },
  { customer_id: 2, country: "DE", account_id: 7, credit: "30.00" },
  { customer_id: 3, country: "FR", account_id: 8, credit: "30.00" },
  { customer_id: 4, country: "FR", account_id: null, credit: "20.00" },
  { customer_id: 5, country: null, account_id: null, credit: null },
];
const TABLES = { customers: CUSTOMERS, orders: [], accounts: [], visits: [] };

type Others = Record<string, Partial<AudienceDefinition>>;

function parse(
  definition: object,
  others: Others = {},
  more: { self?: string; exclusions?: string[]; split?: string } = {},
) {
  const all = new Map(Object.entries(others).map(([name, one]) => [name, { ...EVERYONE, ...one }]));
  const audiences = { ...audiencesOf(all, OFFERS, more.exclusions), self: more.self };
  return parseSegment({ ...EVERYONE, ...definition }, { catalog: shop, audiences, split: more.split });
}

function members(...given: Parameters<typeof parse>): string[] {
  const { segment, problems } = parse(...given);
  expect(problems).toEqual([]);
  return evaluate(segment!, shop, TABLES, AS_OF);
}

describe("an audience", () => {
  it("has none of those it excludes, nor of those its workspace excludes", () => {
    const german = { german: { where: GERMAN } };
    expect(members({ exclude: [{ audience: "german" }] }, german)).toEqual(["3", "4", "5"]);
    expect(members({}, german, { exclusions: ["german"] })).toEqual(["3", "4", "5"]);
    expect(members({ where: GERMAN }, german, { exclusions: ["german"], self: "german" })).toEqual([
      "1",
      "2",
    ]);
  });

  it("has only those no audience before it in its priority set has", () => {
    const set = { priority: { set: "offers" } };
    const others = {
      first: { where: GERMAN, limit: { top: 1, by: { column: "credit" }, order: "desc" as const }, ...set },
      second: { where: { value: { column: "country" }, is: { known: true } } as Condition, ...set },
      third: set,
    };
    expect(members(others.first, others, { self: "first" })).toEqual(["2"]);
    expect(members(others.second, others, { self: "second" })).toEqual(["1", "3", "4"]);
    expect(members(others.third, others, { self: "third" })).toEqual(["5"]);
  });

  it("keeps the first by a value, ties to the lower key, unknown values left out", () => {
    const by = { by: { column: "credit" }, order: "desc" };
    expect(members({ limit: { top: 1, ...by } })).toEqual(["2"]);
    expect(members({ limit: { top: 9, ...by } })).toEqual(["1", "2", "3", "4"]);
    expect(members({ limit: { top: 1, by: { column: "credit" }, order: "asc" } })).toEqual(["1"]);
  });

  it("keeps so many of each value of a column, and whoever's value is unknown", () => {
    const by = { by: SPEND, order: "desc" };
    expect(members({ limit: { per: { column: "account_id", at_most: 1 }, ...by } })).toEqual([
      "1",
      "3",
      "4",
      "5",
    ]);
    expect(members({ limit: { top: 2, per: { column: "account_id", at_most: 1 }, ...by } })).toEqual([
      "1",
      "3",
    ]);
  });

  it("draws the same by chance every time", () => {
    const drawn = members({ limit: { top: 2, salt: "x" } });
    expect(drawn).toHaveLength(2);
    expect(members({ limit: { top: 2, salt: "x" } })).toEqual(drawn);
    expect(members({ limit: { top: 1, salt: "x" } }).every((key) => drawn.includes(key))).toBe(true);
  });

  it("is split by unit, whoever's unit is unknown going alone", () => {
    const splits = {
      salt: "s",
      unit: { column: "account_id" },
      shares: [
        { name: "a", percent: 50 },
        { name: "b", percent: 50 },
      ],
    };
    const [a, b] = ["a", "b"].map((split) => members({ splits }, {}, { split }));
    expect([...a!, ...b!].sort()).toEqual(["1", "2", "3", "4", "5"]);
    expect(a!.includes("1")).toBe(a!.includes("2"));
  });

  it("is meant before its splits where another names it, after its limit", () => {
    const top: Partial<AudienceDefinition> = {
      limit: { top: 2, by: { column: "credit" }, order: "desc" },
      splits: { salt: "s", shares: [{ name: "a", percent: 1 }] },
    };
    expect(members({ where: { audience: "top" } }, { top })).toEqual(["2", "3"]);
    expect(members({ where: { not: { audience: "top" } } }, { top })).toEqual(["1", "4", "5"]);
  });

  it("reads what its limit and its split read", () => {
    const { segment } = parse(
      {
        limit: { top: 2, by: SPEND, order: "desc" },
        splits: { salt: "s", unit: { column: "city" }, shares: [{ name: "a", percent: 50 }] },
      },
      {},
      { split: "a" },
    );
    expect(columnsOf(segment!, shop).map(({ entity, column }) => `${entity}.${column}`)).toEqual([
      "customers.city",
      "customers.customer_id",
      "orders.customer_id",
      "orders.order_id",
      "orders.total",
    ]);
  });
});

describe("the words of an audience", () => {
  const definition: AudienceDefinition = {
    ...EVERYONE,
    where: GERMAN,
    exclude: [
      { audience: "complaints", version: 2 },
      { audience: "staff", version: 1 },
    ],
    priority: { set: "offers" },
    limit: { top: 1_000, per: { column: "account_id", at_most: 2 }, by: SPEND, order: "desc" },
    splits: {
      salt: "spring",
      unit: { column: "account_id" },
      shares: [
        { name: "treatment", percent: 80 },
        { name: "holdout", percent: 10 },
      ],
    },
  };

  it("say everything that is done with its segment", () => {
    expect(describeAudience(definition, shop)).toBe(
      "Everyone in Customers whose country is “DE”. Without members of “complaints” and “staff”. Only those no audience before it in the priority set “offers” has. Of these the 1,000 with the highest sum of total over orders, at most 2 of each account id. Split into treatment 80 % and holdout 10 %, everyone of one account id together; 10 % in no share (draw “spring”).",
    );
    expect(describeAudience({ ...EVERYONE, limit: { top: 5, salt: "x" } }, shop)).toBe(
      "Everyone in Customers. Of these 5 drawn by chance (draw “x”).",
    );
    expect(
      describeAudience({ ...EVERYONE, limit: { per: { column: "city", at_most: 3 }, salt: "x" } }, shop),
    ).toBe("Everyone in Customers. Of these at most 3 of each city, drawn by chance (draw “x”).");
  });

  it("come line by line", () => {
    expect(audienceLines({ ...definition, limit: undefined, splits: undefined }, shop)).toEqual([
      { depth: 0, text: "Everyone in Customers" },
      { depth: 1, text: "Country is “DE”" },
      { depth: 0, text: "Without members of “complaints” and “staff”" },
      { depth: 0, text: "Only those no audience before it in the priority set “offers” has" },
    ]);
  });
});

describe("an audience is refused", () => {
  const problems = (...given: Parameters<typeof parse>) =>
    parse(...given).problems.map(({ path, code, message }) => `${path} ${code}: ${message}`);

  it("for a limit that keeps nothing or in no way", () => {
    expect(problems({ limit: {} })).toEqual([
      "limit INCOMPLETE: It is not said how many to keep.",
      "limit.salt INCOMPLETE: The salt is missing.",
    ]);
    expect(
      problems({
        limit: { top: 0, per: { column: "nowhere", at_most: 1.5 }, by: { column: "credit" }, salt: "x" },
      }),
    ).toEqual([
      "limit.top WRONG_NUMBER: How many to keep is a whole number from 1.",
      "limit.per.column UNKNOWN_COLUMN: `nowhere` is not a column of customers.",
      "limit.per.at_most WRONG_NUMBER: How many to keep is a whole number from 1.",
      "limit.order INCOMPLETE: The order is not chosen yet.",
      "limit.salt TWO_KINDS: A limit keeps the first by a value, or some by chance, one of them.",
    ]);
    expect(problems({ limit: { top: 3, by: { column: "is_company" }, order: "desc" } })).toEqual([
      "limit.by NOT_ORDERED: Yes-or-no values have no highest or lowest.",
    ]);
    expect(problems({ limit: { per: { column: "score", at_most: 1 }, salt: "x" } })).toEqual([
      "limit.per.column CAP_COLUMN: Score has values that are never quite the same, so they cannot be counted by.",
    ]);
  });

  it("for shares that are not parts of one whole", () => {
    const shares = [{ name: "a", percent: 60 }, { percent: 10 }, { name: "b", percent: 40 }];
    expect(problems({ splits: { salt: "ü", unit: { column: "birthday" }, shares } })).toEqual([
      "splits.salt WRONG_SHAPE: A salt is a text of at most 100 plain letters, digits and signs.",
      "splits.unit.column SPLIT_UNIT: Birthday cannot hold people together: it is no text and no whole number.",
      "splits.shares SHARES_TOTAL: The shares come to more than 100 %.",
    ]);
    expect(problems({ splits: { salt: "s", shares: [{ percent: 100 }] } })).toEqual([
      "splits.shares INCOMPLETE: There is no share yet.",
    ]);
    expect(
      problems({
        splits: {
          salt: "s",
          shares: [
            { name: " a", percent: 0 },
            { name: "", percent: 1e-7 },
          ],
        },
      }),
    ).toEqual([
      "splits.shares[0].name WRONG_SHAPE: The name of a share is a text of at most 60 characters, without spaces around it.",
      "splits.shares[0].percent WRONG_NUMBER: A share is a number above 0 and up to 100, with up to six decimal places.",
      "splits.shares[1].name INCOMPLETE: This share has no name yet.",
      "splits.shares[1].percent WRONG_NUMBER: A share is a number above 0 and up to 100, with up to six decimal places.",
    ]);
  });

  it("for excluding an audience twice, itself, or one that is not there", () => {
    const others = { ring: { where: { audience: "me" } }, me: {} };
    expect(
      problems(
        { exclude: [{ audience: "me" }, { audience: "ring" }, { audience: "gone" }, { audience: "gone" }] },
        others,
        { self: "me" },
      ),
    ).toEqual([
      "exclude[0] AUDIENCE_CIRCLE: The audience `me` names itself.",
      "exclude[1] AUDIENCE_CIRCLE: In the audience `me` → `ring` (ring): Audiences name each other in a circle: `me` → `ring` → `me`.",
      "exclude[2] UNKNOWN_AUDIENCE: There is no audience `gone`.",
      "exclude[3] AUDIENCE_REPEATED: This audience is excluded already.",
      "exclude[3] UNKNOWN_AUDIENCE: There is no audience `gone`.",
    ]);
  });

  it("for a priority set that is not there, of other rows, or without it", () => {
    expect(problems({ priority: { set: "gone" } })).toEqual([
      "priority.set UNKNOWN_SET: There is no set `gone`.",
    ]);
    expect(problems({ priority: { set: "offers" } }, {}, { self: "fourth" })).toEqual([
      "priority.set PRIORITY_PLACE: This audience has no place in the priority set Offers yet.",
    ]);
    expect(problems({ priority: { set: "offers" }, entity: "orders" })).toEqual([
      "priority.set PRIORITY_ENTITY: The priority set Offers is one of customers, and this audience is of orders.",
    ]);
    expect(
      problems(
        { priority: { set: "offers" } },
        { first: { where: { audience: "second" } } },
        { self: "second" },
      ),
    ).toEqual([
      "priority AUDIENCE_CIRCLE: In the audience `second` → `first` (first): Audiences name each other in a circle: `second` → `first` → `second`.",
    ]);
    const { problems: inFiles } = parseSegment({ ...EVERYONE, priority: { set: "x" } }, { catalog: shop });
    expect(inFiles.map(({ code }) => code)).toEqual(["PRIORITY_HERE"]);
  });

  it("where the workspace excludes what cannot be read", () => {
    expect(problems({}, {}, { exclusions: ["gone"] })).toEqual([
      " UNKNOWN_AUDIENCE: There is no audience `gone`.",
    ]);
  });
});

describe("a long priority set", () => {
  const names = Array.from({ length: 40 }, (_, at) => `a${at}`);
  const set = { ...OFFERS, audiences: names.map((audience) => ({ audience })) };

  it("stays a list: each audience of it is read once", () => {
    const one = { ...EVERYONE, where: GERMAN, priority: { set: "offers" } };
    const audiences = { ...audiencesOf(new Map(names.map((name) => [name, one])), set), self: "a39" };
    const { segment, problems } = parseSegment(one, { catalog: shop, audiences });
    expect(problems).toEqual([]);
    expect(JSON.stringify(segment).match(/"audience"/g)).toHaveLength(39);
  });

  it("is no longer than the sum of its audiences where each has a limit", () => {
    const one = {
      ...EVERYONE,
      where: GERMAN,
      priority: { set: "offers" },
      limit: { top: 2, by: { column: "credit" }, order: "desc" as const },
    };
    const audiences = { ...audiencesOf(new Map(names.map((name) => [name, one])), set), self: "a39" };
    const { segment, problems } = parseSegment(one, { catalog: shop, audiences });
    expect(problems).toEqual([]);
    expect(JSON.stringify(segment).match(/"audience"/g)).toHaveLength(41);
    const { sql } = compileMembers({ segment: segment!, catalog: shop, dialect: duckdb, asOf: AS_OF });
    expect(sql.match(/FROM "customers"/g)).toHaveLength(41);
  });

  it("serves one after the other: a limit counts those who are left", () => {
    const top = (top: number) => ({
      priority: { set: "offers" },
      limit: { top, by: { column: "credit" }, order: "desc" as const },
    });
    const others = { first: { where: GERMAN, ...top(1) }, second: top(2), third: { ...top(9) } };
    expect(members(others.first, others, { self: "first" })).toEqual(["2"]);
    expect(members(others.second, others, { self: "second" })).toEqual(["3", "4"]);
    expect(members(others.third, others, { self: "third" })).toEqual(["1"]);
    const { segment } = parse(others.third, others, { self: "third" });
    expect(JSON.stringify(segment)).toContain('"turns"');
    expect(columnsOf(segment!, shop).map(({ column }) => column)).toEqual([
      "country",
      "credit",
      "customer_id",
    ]);
  });

  it("has an audience without a place in its order among those that come before", () => {
    const top = { limit: { top: 1, by: { column: "credit" }, order: "desc" as const } };
    const others = { first: top, second: top, third: { priority: { set: "offers" } } };
    expect(members(others.third, others, { self: "third" })).toEqual(["1", "3", "4", "5"]);
  });

  it("is read without the workspace's exclusions for those it excludes by, and with them for the others", () => {
    const top = (top: number, where: Condition = { all: [] }) => ({
      where,
      priority: { set: "offers" },
      limit: { top, by: { column: "credit" }, order: "desc" as const },
    });
    const others = { first: top(1), second: top(1, GERMAN), third: { priority: { set: "offers" } } };
    const more = { self: "third", exclusions: ["second"] };
    // Read for itself, the second comes after 2, whom the first has; read for the first, the second has 1 all the same.
    expect(members(top(1, GERMAN), others, { ...more, self: "second" })).toEqual(["1"]);
    expect(members(others.third, others, more)).toEqual(["3", "4", "5"]);
  });

  it("excludes whom the workspace excludes once, and everyone those before it have", () => {
    const rich: Condition = { value: { column: "credit" }, is: { gte: "30" } };
    const others = { first: { where: GERMAN }, second: {}, third: {}, rich: { where: rich } };
    const more = { self: "third", exclusions: ["rich"] };
    const { segment } = parse({ priority: { set: "offers" } }, others, more);
    expect(JSON.stringify(segment).match(/"audience":"rich"/g)).toHaveLength(1);
    expect(
      members({ priority: { set: "offers" } }, { ...others, second: { where: { any: [] } } }, more),
    ).toEqual(["4", "5"]);
  });
});
