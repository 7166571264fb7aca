import pg from "pg";
import { reportError } from "./protocol.mjs";

const UNKNOWN_DATABASE = "3D000";

/** `can-connect-to-database`, `create-database` and `drop-database`; returns the exit code. */
export async function runDatabaseCommand(command, url) {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1)) || "postgres";
  if (command !== "can-connect-to-database") target.pathname = "/postgres";
  const client = new pg.Client({ connectionString: target.toString() });
  try {
    await client.connect();
    const quoted = client.escapeIdentifier(name);
    if (command === "create-database") await client.query(`CREATE DATABASE ${quoted}`);
    if (command === "drop-database") await client.query(`DROP DATABASE ${quoted}`);
    return 0;
  } catch (error) {
    reportError(error.message, error.code === UNKNOWN_DATABASE ? "P1003" : "P1001");
    return 1;
  } finally {
    await client.end().catch(() => {});
  }
}
