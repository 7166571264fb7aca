import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { CoterieError } from "@/lib/core/errors";
import { needsEligible } from "@/lib/core/membership/plan";
import type { LoadedWanted, PlanRequest, SyncState, WantedSource } from "@/lib/core/ports/state-store";
import type { Dialect, SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import { checkpoint } from "./checkpoint";
import type { RunDeps, RunQueries, Target } from "./deps";
import type { Subject } from "./subject";

type Reading = { subject: Subject; target: Target; state: SyncState; deps: RunDeps; signal: AbortSignal };

/** Materialises who is wanted, once, at the subject's as_of; the warehouse's SQL hashes what it writes. */
export async function readWanted(reading: Reading): Promise<LoadedWanted> {
  const { subject, target, state, deps } = reading;
  if (subject.unreadable) throw subject.unreadable;
  return withWarehouse(reading, async (warehouse, dialect) => {
    const { query, kinds, hasPayload } = deps.queries.wanted(subject, target, dialect);
    const loaded = await handOver(reading, warehouse, query, (source) =>
      state.loadWanted({ ...source, kinds, hasPayload, asOf: subject.asOf }),
    );
    if (loaded.waterfall.members === 0) await requireAnyone(reading, warehouse, dialect);
    return loaded;
  });
}

/** Who the policy lets go, where a plan cannot be made without; of a mirror of records, who is in the audience at all. */
export async function readEligible(
  reading: Reading,
  asked: Pick<PlanRequest, "lane" | "mode" | "undo">,
): Promise<void> {
  if (!needsEligible(asked)) return;
  const { members, eligible } = reading.deps.queries;
  await readKeys(reading, asked.mode === "record_mirror" ? members : eligible);
}

export function readEveryoneEligible(reading: Reading): Promise<void> {
  return readKeys(reading, reading.deps.queries.eligible);
}

/** Everyone there is. */
export function readPresent(reading: Reading): Promise<void> {
  return readKeys(reading, reading.deps.queries.everyone, (source) => reading.state.loadPresent(source));
}

async function readKeys(
  reading: Reading,
  keysOf: RunQueries["eligible"],
  load = (source: WantedSource) => reading.state.loadEligible(source),
): Promise<void> {
  const { subject } = reading;
  await withWarehouse(reading, async (warehouse, dialect) => {
    const query = keysOf(subject, dialect);
    const { keys } = await handOver(reading, warehouse, query, load);
    if (keys === 0) await requireAnyone(reading, warehouse, dialect);
  });
}

/** A table that is empty while it is being rebuilt does not say that everyone has to leave. */
async function requireAnyone(
  { subject, deps, signal }: Reading,
  warehouse: Warehouse,
  dialect: Dialect,
): Promise<void> {
  if ((await count(warehouse, deps.queries.everyone(subject, dialect), signal)) > 0) return;
  const { label } = subject.catalog.entities[subject.segment.entity] ?? { label: subject.segment.entity };
  throw new CoterieError({
    code: "WAREHOUSE_EMPTY",
    message: `The warehouse has no rows at all for ${label}, so nothing was sent or removed.`,
    fix: "Run it again when the table is filled; to empty the platform's object, end the sync.",
    remedy: "ask_admin",
  });
}

/** How many the segment has, by a version the subject names. */
export async function countMembers(reading: Omit<Reading, "state">): Promise<number> {
  const { subject, target, deps, signal } = reading;
  return withWarehouse(reading, async (warehouse, dialect) => {
    return count(warehouse, deps.queries.wanted(subject, target, dialect).query, signal);
  });
}

async function count(
  warehouse: Warehouse,
  { sql, parameters }: SqlQuery,
  signal: AbortSignal,
): Promise<number> {
  const counted = { sql: `SELECT count(*) AS people FROM (${sql}) AS counted`, parameters };
  const [row] = await warehouse.rows(counted, { signal });
  return Number(row?.people ?? 0);
}

/** Opens the subject's warehouse for as long as the work takes. */
export async function withWarehouse<T>(
  { subject, deps }: Pick<Reading, "subject" | "deps">,
  work: (warehouse: Warehouse, dialect: Dialect) => Promise<T>,
): Promise<T> {
  const { warehouse, dialect } = await deps.openWarehouse(subject);
  try {
    return await work(warehouse, dialect);
  } finally {
    await warehouse.close();
  }
}

/** Through a file, unless the state is kept where the query runs. */
async function handOver<T>(
  reading: Reading,
  warehouse: Warehouse,
  query: SqlQuery,
  load: (source: WantedSource) => Promise<T>,
): Promise<T> {
  if (!reading.state.runsQueries) return throughFile(reading, warehouse, query, load);
  const reads = load({ query });
  checkpoint("reading");
  const loaded = await reads;
  checkpoint("read");
  return loaded;
}

async function throughFile<T>(
  { subject, deps, signal }: Reading,
  warehouse: Warehouse,
  query: SqlQuery,
  load: (source: WantedSource) => Promise<T>,
): Promise<T> {
  const folder = join(deps.scratch, subject.syncId);
  // Whatever a killed attempt left behind is of no use; the sync's lease makes it ours to remove.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${randomUUID()}.parquet`);
  try {
    const writing = warehouse.exportParquet(query, file, { signal });
    checkpoint("reading");
    await writing;
    checkpoint("read");
    return await load({ file });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
