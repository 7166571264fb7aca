import { openDuckdb } from "./duckdb";
import type { OpenEngine } from "./engine";
import { openPostgres } from "./postgres";

/** Every warehouse that runs here. */
export const ENGINES: Readonly<Record<string, OpenEngine>> = { duckdb: openDuckdb, postgres: openPostgres };
