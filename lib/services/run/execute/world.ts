import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { setOf } from "@/lib/core/destination/capability";
import { lowered } from "@/lib/core/destination/limits";
import { dayOfChurn } from "@/lib/core/guards/usual";
import { compileEligible, compileWanted } from "@/lib/core/membership/wanted";
import { compileMembers, compileWantedRecords } from "@/lib/core/membership/wanted-records";
import { EMPTY_POLICY } from "@/lib/core/policy/types";
import { acquireLease } from "@/lib/db/lease";
import { openSecrets } from "@/lib/db/secrets";
import { definitionOf } from "@/lib/services/destination/definitions";
import { resolveEndpoint } from "@/lib/services/destination/endpoint";
import { openWarehouse, warehouseStateHome } from "@/lib/services/segment/open-warehouse";
import { stateStore, stateStoreIn } from "@/lib/state";
import { accountGate, accountKey } from "./account-gate";
import { PATIENCE, RECHECK_MS, type RunDeps, type RunQueries } from "./deps";
import type { Subject } from "./subject";

export type WorldOptions = {
  /** COTERIE_HOME: gets the state of every sync, and what is handed over while reading. */
  home: string;
  log: RunDeps["log"];
  stopping: AbortSignal;
};

/** Everything a run needs, as it is in a running Coterie. */
export function runWorld({ home, log, stopping }: WorldOptions): RunDeps {
  return {
    state: stateStore(home),
    warehouseState: async ({ catalog, baseFolder }) => {
      const kept = await warehouseStateHome(catalog, baseFolder);
      return kept && stateStoreIn(kept);
    },
    scratch: join(home, "state", "scratch"),
    openWarehouse: ({ catalog, baseFolder }) => openWarehouse(catalog, baseFolder),
    openTarget,
    gate: ({ destination, scope }, { definition }) =>
      accountGate(
        accountKey(destination.kind, scope.endpoint, scope.account),
        lowered(definition.limits, destination.limits),
      ),
    queries: compiledQueries,
    lease: acquireLease,
    now: () => new Date(),
    sleep: async (ms, signal) => {
      await delay(ms, undefined, { signal });
    },
    patience: { ...PATIENCE, giveUpMs: giveUpMs() },
    recheckMs: recheckMs(),
    stopping,
    log,
  };
}

/** COTERIE_PLATFORM_PATIENCE: seconds a run keeps at a platform that only fails; fifteen minutes unless it is set. */
function giveUpMs(): number {
  const seconds = Number(process.env.COTERIE_PLATFORM_PATIENCE);
  return seconds > 0 ? seconds * 1000 : PATIENCE.giveUpMs;
}

/** COTERIE_RECHECK_MINUTES: how old what a run knows of consent and suppression may get; five unless it is set. */
function recheckMs(): number {
  const minutes = Number(process.env.COTERIE_RECHECK_MINUTES);
  return minutes > 0 ? minutes * 60_000 : RECHECK_MS;
}

function openTarget({ destination }: Subject): ReturnType<RunDeps["openTarget"]> {
  const { id, kind, settings, endpoint, sealedSecrets } = destination;
  const definition = definitionOf(kind);
  const secrets = openSecrets(sealedSecrets, id);
  return {
    definition,
    client: definition.connect({ settings, secrets, endpoint: resolveEndpoint(endpoint) }),
  };
}

const compiledQueries: RunQueries = {
  churn: (subject, dialect, before) => dayOfChurn({ ...subject, dialect }, before),
  wanted({ catalog, segment, inForce, mapping, terms, asOf, destination }, { definition }, dialect) {
    const read = { catalog, segment, inForce, dialect, asOf };
    if (terms) return compileWantedRecords({ ...read, terms, label: definition.label });
    const set = setOf(definition);
    return compileWanted({
      ...read,
      mapping,
      definition: set,
      unmapped: set.unmapped?.(destination.settings),
    });
  },
  eligible: ({ catalog, segment, inForce, asOf }, dialect) =>
    compileEligible({ catalog, entity: segment.entity, policy: inForce.policy, dialect, asOf }),
  members: ({ catalog, segment, asOf }, dialect) => compileMembers({ catalog, segment, dialect, asOf }),
  everyone: ({ catalog, segment: { entity }, asOf }, dialect) =>
    compileEligible({
      catalog,
      entity,
      policy: { ...EMPTY_POLICY, consent: { [entity]: "not_required" } },
      dialect,
      asOf,
    }),
};
