import { join } from "node:path";
import { CoterieError } from "@/lib/core/errors";
import { RETENTION } from "@/lib/core/membership/plan";
import type { Retention, StateStore } from "@/lib/core/ports/state-store";
import type { StateHome } from "@/lib/core/ports/warehouse";
import { duckdbStateStore } from "./duckdb";
import { postgresStateStore } from "./postgres";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Coterie keeps state unless a warehouse keeps it: the database of COTERIE_STATE, else files in its home. */
export function stateStore(home: string, environment: Environment = process.env): StateStore {
  const url = environment.COTERIE_STATE;
  const retention = retentionOf(environment);
  if (!url) {
    return duckdbStateStore({
      folder: join(home, "state"),
      memoryLimit: environment.COTERIE_DUCKDB_MEMORY,
      retention,
    });
  }
  const { connectionString, schema } = parseUrl(url);
  return postgresStateStore({ connection: { connectionString }, schema, retention });
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

const SCHEMA = "coterie";

/** `postgres://…/database?schema=coterie`; without a schema, that one. */
function parseUrl(text: string): { connectionString: string; schema: string } {
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    // What it says instead stays unsaid: it may hold a password.
    throw new CoterieError({
      code: "BAD_STATE_URL",
      message: "COTERIE_STATE is not the address of a Postgres.",
      remedy: "ask_admin",
      fix: "Write postgres://user:password@host:5432/database, or leave it out to keep state in files.",
    });
  }
  const schema = url.searchParams.get("schema") ?? SCHEMA;
  url.searchParams.delete("schema");
  return { connectionString: url.href, schema };
}
