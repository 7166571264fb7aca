import fc from "fast-check";
import { expect, it } from "vitest";
import { shareNames } from "@/lib/core/audience/splits";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Audiences } from "@/lib/core/segment/audiences";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { audiencesOf, housesOf } from "../factories/definitions";
import { asWritten, RANDOM_LISTS } from "../factories/random/lists";
import { type Company, companies } from "../factories/segments";
import { zetasqlMissing } from "../support/zetasql/package";
import { Zetasql } from "../support/zetasql/zetasql";
import { bigqueryEngine } from "./support/bigquery";
import type { OpenEngine } from "./support/engine";
import { ENGINES } from "./support/engines";

const COMPANIES = Number(process.env.COTERIE_HOUSES ?? 30);
/** The interpreter reads rows out of the query's own text, and takes its time. */
const INTERPRETED = Math.ceil(COMPANIES / 10);
const FIRST = 40_000;

type Said = { definition: AudienceDefinition; audiences: Audiences; split?: string };

it("the reference, DuckDB and Postgres name the same members of whole definitions, and of each of their shares", async () => {
  const { parts, telling, asked: questions } = await agree(ENGINES);
  expect(Object.values(parts).every((count) => count > COMPANIES / 4)).toBe(true);
  expect(telling / questions).toBeGreaterThan(0.25);
}, 300_000);

const missing = zetasqlMissing();

it.skipIf(missing)(
  `BigQuery's interpreter names the same${missing ? ` (${missing})` : ""}`,
  async () => {
    const zetasql = await Zetasql.start();
    try {
      await agree({ bigquery: bigqueryEngine(zetasql) }, INTERPRETED);
    } finally {
      zetasql.stop();
    }
  },
  300_000,
);

/** Every definition of every house, whole and each of its shares, asked everywhere. */
async function agree(warehouses: Readonly<Record<string, OpenEngine>>, houses = COMPANIES) {
  const parts = { limits: 0, splits: 0, priorities: 0, exclusions: 0 };
  const met = { telling: 0, asked: 0 };
  await eachCompany(
    async (company, house, engines) => {
      for (const [self, definition] of house.definitions) {
        const audiences = { ...house.audiences, self };
        parts.limits += definition.limit ? 1 : 0;
        parts.splits += definition.splits ? 1 : 0;
        parts.priorities += definition.priority ? 1 : 0;
        parts.exclusions += definition.exclude?.length ?? 0;
        for (const split of [undefined, ...shareNames(definition.splits)]) {
          const segment = parsed(company, { definition, audiences, split });
          const expected = asked(company, segment);
          met.asked += 1;
          met.telling += expected.length > 0 ? 1 : 0;
          for (const { engine, members } of engines) {
            const answer = await members(segment);
            expect({ engine, definition, split, answer }).toEqual({
              engine,
              definition,
              split,
              answer: expected,
            });
          }
        }
      }
    },
    { warehouses, houses },
  );
  return { parts, ...met };
}

it("the shares of a split are disjoint, and with what no share takes they are the whole", async () => {
  await eachCompany(async (company, house) => {
    for (const [self, definition] of house.definitions) {
      const { splits } = definition;
      if (!splits) continue;
      const audiences = { ...house.audiences, self };
      const whole = asked(company, parsed(company, { definition, audiences }));
      const shares = shareNames(splits).map((split) =>
        asked(company, parsed(company, { definition, audiences, split })),
      );
      const drawn = shares.flat();
      expect(new Set(drawn).size).toBe(drawn.length);
      expect(drawn.filter((key) => !whole.includes(key))).toEqual([]);
      const full = {
        ...splits,
        shares: [...splits.shares.filter(({ name }) => name), { name: "rest", percent: left(splits.shares) }],
      };
      const all = shareNames(full).flatMap((split) =>
        asked(company, parsed(company, { definition: { ...definition, splits: full }, audiences, split })),
      );
      expect([...all].sort()).toEqual([...whole].sort());
    }
  });
}, 300_000);

it("a person is in one audience of a priority set at most, and in one if in any without it", async () => {
  await eachCompany(async (company, { definitions }) => {
    const names = [...definitions.keys()];
    const entity = definitions.get("a")!.entity;
    const set = {
      slug: "offers",
      name: "Offers",
      entity,
      audiences: names.map((audience) => ({ audience })),
    };
    const bare = (definition: AudienceDefinition) => ({
      version: 1 as const,
      entity,
      where: definition.where,
    });
    const own = new Map(
      names.map((name): [string, AudienceDefinition] => {
        const alone =
          names.indexOf(name) === names.length - 1 ||
          !JSON.stringify(definitions.get(name)).includes('"audience"');
        return [
          name,
          { ...(alone ? bare(definitions.get(name)!) : EVERYONE(entity)), priority: { set: "offers" } },
        ];
      }),
    );
    const members = names.map((self) =>
      asked(
        company,
        parsed(company, { definition: own.get(self)!, audiences: { ...audiencesOf(own, set), self } }),
      ),
    );
    expect(new Set(members.flat()).size).toBe(members.flat().length);
    const without = names.flatMap((name) => {
      const { priority: _, ...rest } = own.get(name)!;
      return asked(company, parsed(company, { definition: rest, audiences: audiencesOf(own, set) }));
    });
    expect(new Set(members.flat())).toEqual(new Set(without));
  });
}, 300_000);

it("audiences of a priority set are served one after the other, each as its limit has it of those who are left", async () => {
  const { inTurn } = await servedOneByOne(ENGINES, COMPANIES / 2);
  // Random sets rarely have a limit with somebody before it; some must, or nothing was proven.
  expect(inTurn).toBeGreaterThan(0);
}, 300_000);

/** Each audience of a set, asked at once, beside what asking one after the other without those who were served gives. */
async function servedOneByOne(warehouses: Readonly<Record<string, OpenEngine>>, houses: number) {
  const met = { inTurn: 0 };
  await eachCompany(
    async (company, { definitions }, engines) => {
      const order = [...definitions.keys()].reverse();
      const { entity } = definitions.get("a")!;
      const key = company.catalog.entities[entity]!.key[0]!;
      const set = {
        slug: "offers",
        name: "Offers",
        entity,
        audiences: order.map((audience) => ({ audience })),
      };
      const served: string[] = [];
      for (const self of order) {
        const definition = definitions.get(self)!;
        const segment = parsed(company, {
          definition,
          audiences: { ...audiencesOf(definitions, set), self },
        });
        met.inTurn += JSON.stringify(segment).includes('"turns"') ? 1 : 0;
        const { priority, ...alone } = definition;
        const gone: Condition[] = served.map((eq) => ({ value: { column: key }, is: { eq } }));
        const left: Condition = { not: { any: gone } };
        const rest = { ...alone, where: priority ? { all: [definition.where, left] } : definition.where };
        const expected = asked(
          company,
          parsed(company, { definition: rest, audiences: audiencesOf(definitions, set) }),
        );
        expect({ self, members: asked(company, segment) }).toEqual({ self, members: expected });
        for (const { engine, members } of engines) {
          expect({ engine, self, members: await members(segment) }).toEqual({
            engine,
            self,
            members: expected,
          });
        }
        served.push(...expected);
      }
    },
    { warehouses, houses },
  );
  return met;
}

it("nobody the workspace excludes is in any audience, and those it excludes by stay whole", async () => {
  await eachCompany(async (company, { definitions }) => {
    const out = definitions.get("d")!;
    const audiences = audiencesOf(definitions, undefined, ["d"]);
    const { limit: _limit, priority: _priority, ...rest } = definitions.get("a")!;
    const definition = { ...rest, where: { any: [rest.where, { audience: "d" }] } };
    const own = {
      definition: without(out),
      audiences: { ...audiences, find: audiencesOf(new Map([["d", without(out)]])).find, self: "d" },
    };
    const excluded = asked(company, parsed(company, own));
    expect(excluded).toEqual(
      asked(company, parsed(company, { definition: without(out), audiences: audiencesOf(new Map()) })),
    );
    const plain = new Map([...definitions].map(([name, one]) => [name, without(one)]));
    const members = asked(
      company,
      parsed(company, {
        definition: without(definition),
        audiences: { ...audiencesOf(plain, undefined, ["d"]), self: "a" },
      }),
    );
    expect(members.filter((key) => excluded.includes(key))).toEqual([]);
  });
}, 300_000);

const EVERYONE = (entity: string): AudienceDefinition => ({ version: 1, entity, where: { all: [] } });

function without({ version, entity, where, limit }: AudienceDefinition): AudienceDefinition {
  return { version, entity, where, ...(limit ? { limit } : {}) };
}

function left(shares: readonly { name?: string; percent: number }[]): number {
  return 100 - shares.reduce((total, { name, percent }) => (name ? total + percent : total), 0);
}

type Asked = { engine: string; members: (segment: Segment) => Promise<string[]> };

type Houses = { warehouses?: Readonly<Record<string, OpenEngine>>; houses?: number };

async function eachCompany(
  work: (company: Company, house: ReturnType<typeof housesOf>, engines: readonly Asked[]) => Promise<void>,
  { warehouses = {}, houses = COMPANIES }: Houses = {},
): Promise<void> {
  for (let seed = FIRST; seed < FIRST + houses; seed++) {
    const company = fc.sample(companies, { seed, numRuns: 1 })[0]!;
    const opened = await Promise.all(
      Object.entries(warehouses).map(async ([engine, open]) => ({ engine, ...(await open(company)) })),
    );
    await work(company, housesOf(company, seed), opened);
    for (const { close } of opened) await close();
  }
}

function parsed({ catalog }: Company, { definition, audiences, split }: Said): Segment {
  const { segment, problems } = parseSegment(asWritten(definition), {
    catalog,
    audiences: { ...RANDOM_LISTS, ...audiences },
    split,
  });
  expect(problems).toEqual([]);
  return segment!;
}

function asked({ catalog, tables, asOf }: Company, segment: Segment): string[] {
  return evaluate(segment, catalog, tables, asOf);
}
