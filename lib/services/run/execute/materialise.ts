import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { planRules } from "@/lib/core/membership/plan";
import type { Lane, LoadedWanted, SyncState } from "@/lib/core/ports/state-store";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { checkpoint } from "./checkpoint";
import type { RunDeps, Target } from "./deps";
import type { Subject } from "./subject";

type Reading = { subject: Subject; target: Target; state: SyncState; deps: RunDeps; signal: AbortSignal };

/** Kinds of identifiers the mapping can fill. */
export function mappedKinds({ definition }: Target, subject: Subject) {
  const mapped = new Set(Object.keys(subject.mapping.fields));
  return definition.identifiers.filter((kind) => kind.required.every((field) => mapped.has(field)));
}

/** Materialises who is wanted, once, at the subject's as_of; the warehouse's SQL hashes what it writes. */
export async function readWanted(reading: Reading): Promise<LoadedWanted> {
  const { subject, target, state } = reading;
  return throughFile(
    reading,
    (deps, dialect) => deps.queries.wanted(subject, target, dialect),
    (file) =>
      state.loadWanted({
        file,
        kinds: mappedKinds(target, subject).map((kind) => kind.id),
        asOf: subject.asOf,
      }),
  );
}

/** Who the policy lets go, where the lane removes by that. */
export async function readEligible(reading: Reading, lane: Lane): Promise<void> {
  const { subject, state } = reading;
  if (planRules(lane, subject.mode).removals !== "not_eligible") return;
  await throughFile(
    reading,
    (deps, dialect) => deps.queries.eligible(subject, dialect),
    (file) => state.loadEligible(file),
  );
}

async function throughFile<T>(
  { subject, deps, signal }: Reading,
  query: (deps: RunDeps, dialect: Awaited<ReturnType<RunDeps["openWarehouse"]>>["dialect"]) => SqlQuery,
  load: (file: string) => Promise<T>,
): Promise<T> {
  const folder = join(deps.scratch, subject.syncId);
  // Whatever a killed attempt left behind is of no use; the sync's lease makes it ours to remove.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${randomUUID()}.parquet`);
  const { warehouse, dialect } = await deps.openWarehouse(subject);
  try {
    const writing = warehouse.exportParquet(query(deps, dialect), file, { signal });
    checkpoint("reading");
    await writing;
    checkpoint("read");
    return await load(file);
  } finally {
    await warehouse.close();
    await rm(folder, { recursive: true, force: true });
  }
}
