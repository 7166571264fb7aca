import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** A connection for one query, to be given back. */
export type Lease = { connection: DuckDBConnection; release(): void };

/** Where the tables a query names are found. */
export interface Source {
  /** A connection in which the tables the query names can be read. */
  acquire(sql: string): Promise<Lease>;
  close(): Promise<void>;
}

/** Opens a database with limits, so that a large question spills to disk instead of taking the machine. */
export function openInstance(file: string, options: Record<string, string> = {}): Promise<DuckDBInstance> {
  return DuckDBInstance.create(file, {
    memory_limit: process.env.COTERIE_DUCKDB_MEMORY ?? "1GB",
    temp_directory: spillFolder(),
    // A query of the catalog may not make this machine fetch an address, nor code from a registry.
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...options,
  });
}

/** A connection whose results do not depend on the machine's time zone. */
export async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

let folder: string | null = null;

/**
 * Private to this process and its user, and removed with it: spilled rows are the company's data. A process that was killed
 * could not, so the next one removes what it left.
 */
function spillFolder(): string {
  if (folder) return folder;
  removeLeftovers();
  const created = mkdtempSync(path.join(os.tmpdir(), `${SPILL}${process.pid}-`));
  process.once("exit", () => rmSync(created, { recursive: true, force: true }));
  folder = created;
  return created;
}

const SPILL = "coterie-duckdb-";

function removeLeftovers(): void {
  for (const name of readdirSync(os.tmpdir())) {
    const owner = /^coterie-duckdb-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
  }
}

/** Whoever may not be asked is there. */
function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
