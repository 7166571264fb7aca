import { describe, expect, it } from "vitest";
import { compileMembers } from "@/lib/core/compile/members";
import { type Audiences, namedAudiences } from "@/lib/core/segment/audiences";
import { columnsOf } from "@/lib/core/segment/columns";
import { describe as inWords } from "@/lib/core/segment/describe";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { parseSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import type { Condition } from "@/lib/core/segment/types";
import { dialect } from "@/lib/warehouses/duckdb/dialect";
import { shop } from "../../factories/shop";

const AS_OF = "2024-05-31T10:00:00Z";
const GERMAN: Condition = { value: { column: "country" }, is: { eq: "DE" } };
const BUYER: Condition = {
  value: { count: true, of: "orders", during: { last: 7, unit: "day" } },
  is: { gte: 2 },
};

function of(entity: string, where: unknown): unknown {
  return { version: 1, entity, where };
}

function known(definitions: Record<string, unknown>): Audiences {
  return {
    find: (slug) =>
      Object.hasOwn(definitions, slug)
        ? { json: definitions[slug], place: (at) => `${slug}.yaml, ${at.join(".")}` }
        : {
            problem: {
              code: "UNKNOWN_AUDIENCE",
              message: `There is no audience \`${slug}\`.`,
              fix: "Add it.",
            },
          },
  };
}

function parse(where: unknown, definitions: Record<string, unknown>, entity = "customers") {
  return parseSegment(of(entity, where), { catalog: shop, audiences: known(definitions) });
}

describe("a segment that names audiences", () => {
  const definitions = {
    germans: of("customers", GERMAN),
    buyers: of("customers", { all: [{ audience: "germans" }, BUYER] }),
  };
  const { segment } = parse({ all: [{ audience: "buyers" }, { not: { any: [] } }] }, definitions);
  const written = parse({ all: [{ all: [GERMAN, BUYER] }, { not: { any: [] } }] }, {}).segment!;

  it("has their conditions beside their names, through all of them", () => {
    expect(segment?.where).toEqual({
      all: [
        { audience: "buyers", where: { all: [{ audience: "germans", where: GERMAN }, BUYER] } },
        { not: { any: [] } },
      ],
    });
  });

  it("is asked like the conditions written out", () => {
    const tables = {
      customers: [
        { customer_id: 1, country: "DE" },
        { customer_id: 2, country: "DE" },
        { customer_id: 3, country: "FR" },
      ],
      orders: [1, 1, 2, 3, 3].map((customer_id, at) => ({
        order_id: at,
        customer_id,
        ordered_at: "2024-05-30T10:00:00",
      })),
    };
    expect(evaluate(segment!, shop, tables, AS_OF)).toEqual(["1"]);
    const question = { catalog: shop, dialect, asOf: AS_OF };
    expect(compileMembers({ ...question, segment: segment! })).toEqual(
      compileMembers({ ...question, segment: written }),
    );
    expect(columnsOf(segment!, shop)).toEqual(columnsOf(written, shop));
  });

  it("is described by their names", () => {
    const { segment: except } = parse({ all: [GERMAN, { not: { audience: "buyers" } }] }, definitions);
    expect(inWords(except!, shop)).toBe(
      "Everyone in Customers whose country is “DE”, and not among those in the audience “buyers”.",
    );
  });

  it("names them about other rows too", () => {
    const where = { value: { count: true, of: "orders", where: { audience: "large" } }, is: { gte: 3 } };
    const large = of("orders", { value: { column: "total" }, is: { gt: 100 } });
    expect(parse(where, { large }).problems).toEqual([]);
  });

  it("has the personal values they compare with", () => {
    const one = of("customers", { value: { column: "email" }, is: { eq: "ada@shop.test" } });
    const { segment: personal } = parse({ not: { audience: "one" } }, { one });
    expect(personalLiterals(personal!, shop)).toMatchObject([{ column: "email", literals: 1 }]);
  });

  it("lists the names before it is parsed, each once", () => {
    const tree = [{ audience: "a" }, { all: [{ audience: "b" }, { audience: "a" }, { audience: 3 }] }];
    expect(namedAudiences(tree)).toEqual(["a", "b"]);
    expect(namedAudiences("audience")).toEqual([]);
  });
});

describe("a reference is refused", () => {
  const problem = (where: unknown, definitions: Record<string, unknown>) =>
    parse(where, definitions).problems.map(({ code, path, message }) => [code, path, message]);

  it("to an audience that is not there, with the way to it", () => {
    expect(problem({ any: [{ audience: "vip" }] }, {})).toEqual([
      ["UNKNOWN_AUDIENCE", "where.any[0]", "There is no audience `vip`."],
    ]);
    expect(problem({ audience: "gold" }, { gold: of("customers", { not: { audience: "vip" } }) })).toEqual([
      [
        "UNKNOWN_AUDIENCE",
        "where",
        "In the audience `gold` (gold.yaml, where.not): There is no audience `vip`.",
      ],
    ]);
  });

  it("that leads back to itself", () => {
    const ring = {
      a: of("customers", { audience: "b" }),
      b: of("customers", { audience: "c" }),
      c: of("customers", { audience: "a" }),
      self: of("customers", { not: { audience: "self" } }),
    };
    expect(problem({ audience: "a" }, ring)).toEqual([
      [
        "AUDIENCE_CIRCLE",
        "where",
        "In the audience `a` → `b` → `c` (c.yaml, where): Audiences name each other in a circle: `a` → `b` → `c` → `a`.",
      ],
    ]);
    expect(problem({ audience: "self" }, ring)).toEqual([
      [
        "AUDIENCE_CIRCLE",
        "where",
        "In the audience `self` (self.yaml, where.not): The audience `self` names itself.",
      ],
    ]);
  });

  it("to an audience of other rows", () => {
    expect(problem({ audience: "large" }, { large: of("orders", { all: [] }) })).toEqual([
      [
        "AUDIENCE_ENTITY",
        "where",
        "The audience `large` is one of orders, and this condition is about customers.",
      ],
    ]);
  });

  it("to an audience that is no segment, with the number of its problems", () => {
    const wrong = { version: 1, entity: "customers", where: { any: [{}, { value: { column: "contry" } }] } };
    expect(problem({ audience: "wrong" }, { wrong })).toEqual([
      [
        "INCOMPLETE",
        "where",
        "In the audience `wrong` (wrong.yaml, where.any.0): This condition is empty. (and 2 more problems)",
      ],
    ]);
    expect(problem({ audience: "wrong" }, { wrong: [1] })).toHaveLength(1);
  });

  it("at a version, which files do not have", () => {
    const germans = of("customers", GERMAN);
    expect(problem({ audience: "germans", version: 2 }, { germans })).toEqual([
      ["AUDIENCE_VERSION", "where.version", "An audience in a file has no versions to choose from."],
    ]);
  });

  it("with a condition smuggled in beside the name", () => {
    const where = { audience: "vip", where: { all: [] } };
    expect(parseSegment(of("customers", where), { catalog: shop }).problems.map(({ code }) => code)).toEqual([
      "UNKNOWN_KEY",
      "AUDIENCE_HERE",
    ]);
    expect(problem(where, { vip: of("customers", GERMAN) }).map(([code]) => code)).toEqual(["UNKNOWN_KEY"]);
  });

  it("where all of it together is too large or too deep", () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [
        `a${at}`,
        of(
          "customers",
          at === 11 ? GERMAN : { all: [{ audience: `a${at + 1}` }, { audience: `a${at + 1}` }] },
        ),
      ]),
    );
    expect(problem({ audience: "a0" }, doubling)).toMatchObject([["TOO_LARGE", "where", expect.any(String)]]);
    const both = { all: [{ audience: "a0" }, { audience: "nothing" }] };
    expect(problem(both, { ...doubling, nothing: null })).toMatchObject([
      ["TOO_LARGE", "where.all[0]", expect.any(String)],
    ]);
    const chain = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, at) => [`a${at}`, of("customers", { audience: `a${at + 1}` })]),
    );
    expect(problem({ audience: "a0" }, chain)).toMatchObject([["TOO_DEEP", "where", expect.any(String)]]);
  });
});
