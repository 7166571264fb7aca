import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Lane, PlannedBatch, StateStore, SyncState } from "@/lib/core/ports/state-store";
import { duckdbStateStore } from "@/lib/state/duckdb";
import { postgresStateStore } from "@/lib/state/postgres";
import { testDatabase } from "../factories/postgres";
import { writeKeys, writeWanted } from "../factories/wanted";

const SCOPE = { endpoint: "http://platform.test", account: "1", object: "9", epoch: 1 };
const KINDS = ["EMAIL", "PHONE"];
const NOW = "2026-11-20T08:00:00.000Z";
const KEYS = ["1", "2", "3", "4"];

const mostly = fc.nat(4).map((number) => number > 0);

/** Two e-mails and a phone of their own, and one of each that everyone may share. */
const member = (key: string) =>
  fc.record({
    key: fc.constant(key),
    EMAIL: fc.constantFrom(null, `a${key}`, `b${key}`, "everyone@"),
    PHONE: fc.constantFrom(null, `p${key}`, "+shared"),
    consents: mostly,
    isWanted: mostly,
  });
type Member = {
  key: string;
  EMAIL: string | null;
  PHONE: string | null;
  consents: boolean;
  isWanted: boolean;
};

/** Someone held back is not sent. */
const isSent = ({ isWanted, consents }: Member) => isWanted && consents;

/** How far a run gets: batches applied by the platform, of these answered, and whether the answers were folded. */
const step = fc.record({
  members: fc.tuple(...KEYS.map(member)),
  lane: fc.constantFrom<Lane>("full", "full", "full", "privacy"),
  applied: fc.constantFrom(99, 99, 0, 1, 2, 3, 4),
  lost: fc.constantFrom(0, 0, 1, 2),
  isFolded: mostly,
});

/** Knows people by everything ever sent of them; takes out a person with all that is theirs. */
class Platform {
  readonly held = new Set<string>();
  /** Everything that ever arrived; a removal of anything else would take out someone else's people. */
  private readonly added = new Set<string>();
  private readonly owners = new Map<string, Set<string>>();

  /** Whose all that ever arrived is. Of what was planned and never sent it knows nothing, and neither does the ledger. */
  learn(members: readonly Member[]): void {
    for (const { key, EMAIL, PHONE } of members.filter(isSent)) {
      for (const identifier of [EMAIL, PHONE]) {
        if (!identifier || !this.added.has(identifier)) continue;
        this.owners.set(identifier, (this.owners.get(identifier) ?? new Set()).add(key));
      }
    }
  }

  apply({ operation }: PlannedBatch, values: readonly string[]): void {
    for (const value of values) {
      if (operation === "add") this.added.add(value);
      else expect(this.added).toContain(value);
      if (operation === "add") this.held.add(value);
      else for (const lost of this.behind(value)) this.held.delete(lost);
    }
  }

  private behind(value: string): string[] {
    const people = this.owners.get(value) ?? new Set();
    const theirs = [...this.owners].filter(([, keys]) => [...keys].some((key) => people.has(key)));
    return [value, ...theirs.map(([identifier]) => identifier)];
  }
}

let folder: string;
let run = 0;
let handle: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coterie-mirror-"));
  handle = await testDatabase();
});
afterAll(async () => {
  await handle.drop();
  await rm(folder, { recursive: true, force: true });
});

const STORES: [string, () => StateStore][] = [
  ["a DuckDB file", () => duckdbStateStore({ folder })],
  [
    "Postgres",
    () => postgresStateStore({ connection: { connectionString: handle.url }, schema: "property" }),
  ],
];
const runs = (usual: number) => ({
  numRuns: Number(process.env.COTERIE_PROPERTY_RUNS ?? usual),
  endOnFailure: true,
});

const identifiersOf = (members: readonly Member[]) =>
  [...new Set(members.flatMap(({ EMAIL, PHONE }) => [EMAIL, PHONE]).filter((one) => one !== null))].sort();

async function plan(state: SyncState, members: readonly Member[], lane: Lane) {
  const wanted = members.filter(isSent);
  const rows = wanted.map(({ key, EMAIL, PHONE }) => ({ key, EMAIL, PHONE }));
  await state.loadWanted({
    file: await writeWanted(join(folder, "wanted.parquet"), KINDS, rows),
    kinds: KINDS,
    asOf: NOW,
  });
  const eligible = members.filter(({ consents }) => consents).map(({ key }) => key);
  await state.loadEligible({ file: await writeKeys(join(folder, "eligible.parquet"), eligible) });
  run += 1;
  return state.freeze(`run-${run}`, { scope: SCOPE, lane, mode: "mirror", batchRows: 2, now: NOW });
}

/** Sends in order until the process dies; what was answered before may already be folded, or not. */
async function deliver(
  state: SyncState,
  platform: Platform,
  members: readonly Member[],
  batches: readonly PlannedBatch[],
  { applied = batches.length, lost = 0, isFolded = true },
): Promise<void> {
  const through = batches.slice(0, applied);
  for (const operation of ["remove", "add"] as const) {
    const phase = batches.filter((batch) => batch.operation === operation);
    const sent = phase.filter((batch) => through.includes(batch));
    if (sent.length > 0)
      await state.markInFlight(
        phase.map(({ number }) => number),
        NOW,
      );
    for (const batch of sent) {
      await state.begin(batch.number);
      const rows = await state.rows(batch.number);
      platform.apply(
        batch,
        rows.map(({ value }) => value),
      );
      if (operation === "add") platform.learn(members);
    }
  }
  const answered = through.slice(0, Math.max(0, through.length - lost));
  if (isFolded) await fold(state, answered);
  await state.putBack();
}

const fold = (state: SyncState, batches: readonly PlannedBatch[]) =>
  state.fold(
    batches.map(({ number }) => ({ batch: number, refusedRows: [] })),
    { unverified: true, now: NOW },
  );

it.each(STORES)(
  "ends with the platform holding exactly what is wanted, whatever was lost on the way: %s",
  async (_name, store) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        fc.tuple(...KEYS.map(member)),
        async (steps, last) => {
          const platform = new Platform();
          run += 1;
          const state = await store().open(`sync-${run}`);
          try {
            for (const { members, lane, ...fate } of steps) {
              const { batches } = await plan(state, members, lane);
              if (lane === "full") platform.learn(members);
              await deliver(state, platform, members, batches, fate);
            }
            const wanted = last.filter(isSent);
            const reachable = wanted.filter(({ EMAIL, PHONE }) => EMAIL !== null || PHONE !== null).length;
            const { batches, summary } = await plan(state, last, "full");
            expect(summary.people.enter + summary.people.stay).toBe(reachable);
            platform.learn(last);
            await deliver(state, platform, last, batches, {});
            expect([...platform.held].sort()).toEqual(identifiersOf(wanted));
            const counts = await state.counts(SCOPE);
            expect(counts).toMatchObject({ due: 0, in_flight: 0, unverified: identifiersOf(wanted).length });
            const again = await plan(state, last, "full");
            expect(again.batches).toEqual([]);
            expect(again.summary.people).toEqual({ enter: 0, leave: 0, stay: reachable });
          } finally {
            await state.close();
          }
        },
      ),
      runs(8),
    );
  },
);

it.each(STORES)(
  "leaves nothing of anyone who withdrew consent after a privacy run, unless someone who may be sent shares it: %s",
  async (_name, store) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 4 }),
        fc.tuple(...KEYS.map(member)),
        async (steps, last) => {
          const platform = new Platform();
          run += 1;
          const state = await store().open(`sync-${run}`);
          try {
            const sentOf = new Map<string, Set<string>>();
            for (const { members, ...fate } of steps) {
              const { batches } = await plan(state, members, "full");
              for (const { key, EMAIL, PHONE, isWanted, consents } of members) {
                if (!isWanted || !consents) continue;
                for (const one of [EMAIL, PHONE])
                  if (one) sentOf.set(one, (sentOf.get(one) ?? new Set()).add(key));
              }
              await deliver(state, platform, [], batches, fate);
            }
            const eligible = new Set(last.filter(({ consents }) => consents).map(({ key }) => key));
            const { batches } = await plan(state, last, "privacy");
            await deliver(state, platform, [], batches, {});
            const owed = [...platform.held].filter(
              (one) => ![...(sentOf.get(one) ?? [])].some((key) => eligible.has(key)),
            );
            expect(owed).toEqual([]);
          } finally {
            await state.close();
          }
        },
      ),
      runs(5),
    );
  },
);
