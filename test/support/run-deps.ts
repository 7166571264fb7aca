import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { acquireLease } from "@/lib/db/lease";
import { openGate } from "@/lib/services/run/execute/account-gate";
import { RECHECK_MS, type RunDeps } from "@/lib/services/run/execute/deps";
import { duckdbStateStore } from "@/lib/state/duckdb";
import type { PeopleWarehouse } from "./people-warehouse";

const silent = () => {};

/** The parts a run needs, real but for the platform's definition and the queries. Waits are a thousandth as long. */
export function runDeps(
  home: string,
  warehouse: PeopleWarehouse,
  definition: DestinationDefinition,
  over: Partial<RunDeps> = {},
): RunDeps {
  return {
    state: duckdbStateStore({ folder: join(home, "state") }),
    warehouseState: async () => null,
    scratch: join(home, "scratch"),
    openWarehouse: warehouse.open,
    openTarget: ({ destination }) => ({
      definition,
      client: definition.connect({ settings: {}, secrets: {}, endpoint: destination.endpoint }),
    }),
    gate: () => openGate,
    queries: warehouse.queries,
    lease: acquireLease,
    now: () => new Date(),
    sleep: async (ms, signal) => {
      await delay(ms / 1_000, undefined, { signal });
    },
    patience: {
      firstMs: 1,
      longestMs: 20,
      giveUpMs: 200,
      holdMs: 60_000,
      callMs: 60_000,
      settle: { firstMs: 1, longestMs: 20, giveUpMs: 60_000 },
    },
    recheckMs: RECHECK_MS,
    stopping: new AbortController().signal,
    log: { info: silent, warn: silent, error: silent },
    ...over,
  };
}
