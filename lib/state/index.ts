import { join } from "node:path";
import { CoterieError } from "@/lib/core/errors";
import { RETENTION } from "@/lib/core/membership/plan";
import type { Retention, StateStore } from "@/lib/core/ports/state-store";
import type { StateHome } from "@/lib/core/ports/warehouse";
import { type Environment, stateDatabase } from "./address";
import { duckdbStateStore } from "./duckdb";
import { postgresStateStore } from "./postgres";

/** Where Coterie keeps state unless a warehouse keeps it: the database of COTERIE_STATE, else files in its home. */
export function stateStore(home: string, environment: Environment = process.env): StateStore {
  const shared = stateDatabase(environment);
  const retention = retentionOf(environment);
  if (!shared) {
    return duckdbStateStore({
      folder: join(home, "state"),
      memoryLimit: environment.COTERIE_DUCKDB_MEMORY,
      retention,
    });
  }
  return postgresStateStore({ ...shared, retention });
}

/** In the schema a warehouse has for it. */
export function stateStoreIn({ connection, schema, settings }: StateHome): StateStore {
  return postgresStateStore({ connection, schema, warehouse: { settings }, retention: retentionOf() });
}

/** COTERIE_HISTORY_DAYS and COTERIE_PLAN_DAYS. */
export function retentionOf(environment: Environment = process.env): Retention {
  return {
    historyDays: days("COTERIE_HISTORY_DAYS", environment, RETENTION.historyDays),
    planDays: days("COTERIE_PLAN_DAYS", environment, RETENTION.planDays),
  };
}

function days(name: string, environment: Environment, otherwise: number): number {
  const text = environment[name];
  if (text === undefined || text === "") return otherwise;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= 3_650) return count;
  throw new CoterieError({
    code: "BAD_RETENTION",
    message: `${name} is not a number of days.`,
    remedy: "ask_admin",
    fix: "Set it to a whole number from 0 to 3650, or leave it out.",
  });
}
