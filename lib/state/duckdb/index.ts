import { chmod, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { CoterieError } from "@/lib/core/errors";
import { planRules } from "@/lib/core/membership/plan";
import type { PlanRequest, StateStore, SyncState } from "@/lib/core/ports/state-store";
import { batchRows, begin, fold, markInFlight, putBack, settlement } from "./deliver";
import { freeze, frozenPlan, measure } from "./freeze";
import { counts, digest, parked } from "./read";
import { prepareTables } from "./schema";
import { Session } from "./session";
import { loadEligible, loadWanted } from "./wanted";
import { withhold } from "./withhold";

export type DuckdbStateOptions = {
  /** Gets one file a sync. */
  folder: string;
  /** DuckDB spills to disk beyond it. */
  memoryLimit?: string;
  threads?: number;
};

/** Open files of this process: DuckDB keeps other processes out of a file, but not a second opener in this one. */
const opened = new Set<string>();

/** One DuckDB file for each sync, readable by this user alone, open only while its lease is held. */
export function duckdbStateStore(options: DuckdbStateOptions): StateStore {
  const fileOf = (sync: string) => join(options.folder, `${checkedName(sync)}.duckdb`);
  return {
    async open(sync) {
      const file = fileOf(sync);
      await mkdir(options.folder, { recursive: true, mode: 0o700 });
      return openFile(file, options);
    },
    async erase(sync) {
      const file = fileOf(sync);
      if (opened.has(file)) throw busy();
      for (const path of [file, `${file}.wal`, `${file}.tmp`])
        await rm(path, { recursive: true, force: true });
    },
  };
}

async function openFile(file: string, options: DuckdbStateOptions): Promise<SyncState> {
  if (opened.has(file)) throw busy();
  opened.add(file);
  try {
    // What a killed process spilled is of no use to anyone.
    await rm(`${file}.tmp`, { recursive: true, force: true });
    const session = await Session.open(file, {
      memoryLimit: options.memoryLimit ?? "400MB",
      threads: options.threads ?? 2,
      temporaryFolder: `${file}.tmp`,
    });
    await chmod(file, 0o600);
    await prepareTables(session);
    return syncState(session, () => opened.delete(file));
  } catch (error) {
    opened.delete(file);
    throw error;
  }
}

function syncState(session: Session, onClose: () => void): SyncState {
  let eligibleLoaded = false;
  // Without the eligible keys everyone would look like someone who may not be sent.
  const requireEligible = () => {
    if (!eligibleLoaded) {
      throw new CoterieError({
        code: "ELIGIBLE_NOT_LOADED",
        message: "The people a policy lets go were not read before planning.",
        remedy: "report",
      });
    }
  };
  const needEligible = ({ lane, mode }: PlanRequest) => {
    if (planRules(lane, mode).removals === "not_eligible") requireEligible();
  };
  return {
    loadWanted: (input) => loadWanted(session, input),
    async loadEligible(file) {
      const loaded = await loadEligible(session, file);
      eligibleLoaded = true;
      return loaded;
    },
    async measure(request) {
      needEligible(request);
      return measure(session, request);
    },
    async freeze(run, request) {
      needEligible(request);
      return freeze(session, run, request);
    },
    frozen: () => frozenPlan(session),
    markInFlight: (batches, now) => markInFlight(session, batches, now),
    begin: (batch) => begin(session, batch),
    putBack: () => putBack(session),
    async withhold(taken = []) {
      requireEligible();
      return withhold(session, taken);
    },
    async plan(run) {
      const newest = await frozenPlan(session);
      return newest?.run === run ? newest : null;
    },
    rows: async (batch) => (await batchRows(session, batch)).map((value) => ({ value, payload: null })),
    parked: (scope) => parked(session, scope),
    fold: (answers, foldOptions) => fold(session, answers, foldOptions),
    settlement: () => settlement(session),
    counts: (scope) => counts(session, scope),
    digest: (scope) => digest(session, scope),
    async close() {
      session.close();
      onClose();
    },
  };
}

/** The name becomes a file name, so nothing but letters, digits, "-" and "_" may be in it. */
function checkedName(sync: string): string {
  if (/^[A-Za-z0-9_-]{1,80}$/.test(sync)) return sync;
  throw new CoterieError({ code: "BAD_SYNC_ID", message: "A sync id may not be a path.", remedy: "report" });
}

const busy = () =>
  new CoterieError({
    code: "STATE_BUSY",
    message: "This sync's state is open already.",
    fix: "Wait until the work on it is done.",
    remedy: "retry",
  });
