import { chmod, mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { RETENTION } from "@/lib/core/membership/plan";
import type { Retention, StateStore, SyncState } from "@/lib/core/ports/state-store";
import { FRUGAL } from "@/lib/kit/duckdb/room";
import { checkedName, stateBusy } from "@/lib/state/sql/failure";
import { openSyncState } from "@/lib/state/sql/sync-state";
import { prepare } from "./prepare";
import { DuckdbSession } from "./session";

export type DuckdbStateOptions = {
  /** Gets one file a sync. */
  folder: string;
  /** DuckDB spills to disk beyond it. Unless it is said, little, and more for a step that cannot do with it. */
  memoryLimit?: string;
  threads?: number;
  retention?: Retention;
};

/** Open files of this process: DuckDB keeps other processes out of a file, but not a second opener in this one. */
const opened = new Set<string>();

/** One DuckDB file for each sync, readable by this user alone, open only while its lease is held. */
export function duckdbStateStore(options: DuckdbStateOptions): StateStore {
  const fileOf = (sync: string) => join(options.folder, `${checkedName(sync)}.duckdb`);
  return {
    async open(sync) {
      const file = fileOf(sync);
      await mkdir(options.folder, { recursive: true, mode: 0o700 });
      return openFile(file, options);
    },
    async erase(sync) {
      const file = fileOf(sync);
      if (opened.has(file)) throw stateBusy();
      for (const path of [file, `${file}.wal`, `${file}.tmp`])
        await rm(path, { recursive: true, force: true });
    },
  };
}

async function openFile(file: string, options: DuckdbStateOptions): Promise<SyncState> {
  if (opened.has(file)) throw stateBusy();
  opened.add(file);
  try {
    // What a killed process spilled is of no use to anyone.
    await rm(`${file}.tmp`, { recursive: true, force: true });
    await removeUnbegun(file);
    const { memoryLimit, threads = 2 } = options;
    const room = memoryLimit === undefined ? FRUGAL : { memoryLimit };
    const session = await DuckdbSession.open(file, { ...room, threads, temporaryFolder: `${file}.tmp` }, () =>
      opened.delete(file),
    );
    try {
      await chmod(file, 0o600);
      await prepare(session);
      return await openSyncState(session, options.retention ?? RETENTION);
    } catch (error) {
      await session.close();
      throw error;
    }
  } catch (error) {
    opened.delete(file);
    throw error;
  }
}

/** Three headers of 4 KiB: a shorter file was never a database, and DuckDB would refuse to open it for ever. */
const HEADER_BYTES = 3 * 4_096;

/** A disk that was full, or a kill, cut a new file short before anything was in it. */
async function removeUnbegun(file: string): Promise<void> {
  const { size } = await stat(file).catch(() => ({ size: HEADER_BYTES }));
  if (size >= HEADER_BYTES) return;
  for (const path of [file, `${file}.wal`]) await rm(path, { force: true });
}
