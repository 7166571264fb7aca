import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { text } from "./quote";
import { beginning } from "./room";
import { SOUND } from "./sound";

/** A connection for one query, to be given back. */
export type Lease = { connection: DuckDBConnection; release(): void };

/** Where the tables a query names are found. */
export interface Source {
  /** A connection in which the tables the query names can be read. */
  acquire(sql: string): Promise<Lease>;
  /** Where the tables are files of a folder. */
  readonly folder?: string;
  close(): Promise<void>;
}

/**
 * Opens a database with limits, so that a large question spills to disk instead of taking the machine. SQL written in a
 * catalog reaches the database, `readable` folders and nothing else of this machine: no other file, no address.
 */
export async function openInstance(
  file: string,
  { readable = [], ...options }: { readable?: readonly string[] } & OpenOptions = {},
): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(file, {
    ...beginning(),
    temp_directory: privateFolder(),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...SOUND,
    ...options,
  });
  const connection = await instance.connect();
  const folders = [privateFolder(), ...readable].map(text).join(", ");
  await connection.run(`SET allowed_directories = [${folders}]`);
  await connection.run("SET enable_external_access = false");
  connection.closeSync();
  return instance;
}

type OpenOptions = { access_mode?: "READ_ONLY" };

/** A connection whose results do not depend on the machine's time zone. */
export async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

let folder: string | null = null;

/**
 * Where DuckDB may write: private to this process and its user, and removed with it, because spilled rows are the company's
 * data. A process that was killed could not, so the next one removes what it left.
 */
export function privateFolder(): string {
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
    const leftover = path.join(os.tmpdir(), name);
    if (owner === undefined || isAlive(Number(owner)) || !isOurs(leftover)) continue;
    rmSync(leftover, { recursive: true, force: true });
  }
}

/** Another user's rows are theirs to remove; one that is gone meanwhile was removed by another process. */
function isOurs(leftover: string): boolean {
  const found = statSync(leftover, { throwIfNoEntry: false });
  return found !== undefined && (process.getuid === undefined || found.uid === process.getuid());
}

/** Whoever may not be asked is there. */
function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
