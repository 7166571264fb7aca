import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerCounts } from "@/lib/core/membership/types";
import type {
  FrozenPlan,
  LedgerScope,
  LoadedWanted,
  PlanRequest,
  StateStore,
  SyncState,
  WantedSource,
} from "@/lib/core/ports/state-store";
import { type WantedMember, writeKeys, writeWanted } from "../../factories/wanted";

export const SCOPE: LedgerScope = { endpoint: "http://platform.test", account: "1", object: "9", epoch: 1 };
export const KINDS = ["EMAIL", "PHONE"];
export const DAY_1 = "2026-11-20T08:00:00.000Z";
export const later = (days: number) => new Date(Date.parse(DAY_1) + days * 86_400_000).toISOString();

export const NOTHING: LedgerCounts = { due: 0, in_flight: 0, held: 0, unverified: 0, refused: 0, removed: 0 };

/** How a store gets what a warehouse has to hand over, as rows of text columns. */
export type HandOver = (
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string | null | undefined>>[],
  folder: string,
) => Promise<WantedSource>;

export const asFile: HandOver = async (columns, rows, folder) => {
  const file = join(folder, "handed-over.parquet");
  if (columns.length === 1)
    return {
      file: await writeKeys(
        file,
        rows.map(({ key }) => key ?? ""),
      ),
    };
  const kinds = columns.filter((column) => column !== "key" && column !== "reason");
  return { file: await writeWanted(file, kinds, rows as readonly WantedMember[]) };
};

/** One opened state and short words for what is done with it. */
export class StateBench {
  store!: StateStore;
  state!: SyncState;
  private folder = "";

  constructor(
    private readonly create: (folder: string) => StateStore | Promise<StateStore>,
    private readonly handOver: HandOver,
  ) {}

  async begin(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), "coterie-state-"));
    this.store = await this.create(join(this.folder, "state"));
    this.state = await this.store.open("sync-1");
  }

  async end(): Promise<void> {
    await this.state.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async reopen(): Promise<void> {
    await this.state.close();
    this.state = await this.store.open("sync-1");
  }

  async want(members: readonly WantedMember[]): Promise<LoadedWanted> {
    const source = await this.handOver(["key", "reason", ...KINDS], members, this.folder);
    return this.state.loadWanted({ ...source, kinds: KINDS, asOf: DAY_1 });
  }

  /** With what travels beside the identifiers. */
  async wantWith(members: readonly WantedMember[]): Promise<LoadedWanted> {
    const source = await this.handOver(["key", "reason", ...KINDS, "payload"], members, this.folder);
    return this.state.loadWanted({ ...source, kinds: KINDS, hasPayload: true, asOf: DAY_1 });
  }

  async letGo(keys: readonly string[]): Promise<{ keys: number }> {
    const rows = keys.map((key) => ({ key }));
    return this.state.loadEligible(await this.handOver(["key"], rows, this.folder));
  }

  async present(keys: readonly string[]): Promise<{ keys: number }> {
    const rows = keys.map((key) => ({ key }));
    return this.state.loadPresent(await this.handOver(["key"], rows, this.folder));
  }

  request(over: Partial<PlanRequest> = {}): PlanRequest {
    return { scope: SCOPE, lane: "full", mode: "mirror", batchRows: 2, now: DAY_1, ...over };
  }

  /** Plans, sends everything and gets it acknowledged. */
  async run(id: string, over: Partial<PlanRequest> = {}): Promise<FrozenPlan> {
    const plan = await this.state.freeze(id, this.request(over));
    const now = over.now ?? DAY_1;
    const batches = plan.batches.map((batch) => batch.number);
    await this.state.markInFlight(batches, now);
    for (const batch of batches) await this.state.begin(batch);
    await this.state.fold(
      batches.map((batch) => ({ batch, refusedRows: [] })),
      { unverified: true, now },
    );
    return plan;
  }

  async valuesOf(batch: number): Promise<string[]> {
    return (await this.state.rows(batch)).map(({ value }) => value);
  }

  /** What the newest plan sends, batch by batch; within a batch the order is the store's own. */
  async sent(): Promise<string[]> {
    const plan = await this.state.frozen();
    const lines: string[] = [];
    for (const { number, operation, identifier } of plan!.batches) {
      const values = (await this.state.rows(number)).map(
        ({ value, payload }) => `${operation} ${identifier} ${value}${payload === null ? "" : ` ${payload}`}`,
      );
      lines.push(...values.sort());
    }
    return lines;
  }
}
