import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { postgresPort } from "../../postgres.mjs";
import { Refusal } from "../say.mjs";

/** Refuses while anything still writes: copies of files that move are worth nothing. */
export async function requireQuiet(home) {
  if (await postgresPort(home)) {
    throw new Refusal("The database of this data folder runs: stop everything that uses it first.");
  }
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const folder = path.join(home, "state");
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".duckdb")) : [];
  for (const name of files) {
    try {
      const instance = await DuckDBInstance.create(path.join(folder, name), { access_mode: "READ_ONLY" });
      instance.closeSync();
    } catch (error) {
      if (/conflicting lock|could not set lock/i.test(error.message)) {
        throw new Refusal("A worker has the state of a sync open: stop all workers first.", { cause: error });
      }
    }
  }
}
