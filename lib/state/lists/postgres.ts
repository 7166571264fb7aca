import { access, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ClientConfig } from "pg";
import type { ListContent } from "@/lib/core/list/held";
import type { ListPlace, ListStore } from "@/lib/core/ports/list-store";
import { makeSchema, makeTable } from "@/lib/state/postgres/schema";
import { PostgresSession } from "@/lib/state/postgres/session";
import { quoted } from "@/lib/state/sql/dialect";
import { hashOf, print, requireHash } from "./content";
import { fileListStore, fileOf, writeText } from "./files";

export type SharedListsOptions = {
  connection: ClientConfig;
  /** The schema of the states of syncs. */
  schema: string;
  /** Copies of what this machine asked for. */
  near: string;
  /** Where lists were before they were shared; what is asked for and found only there is taken over. */
  before: string;
};

/** How often it is looked for copies of what was deleted on another machine. */
const SWEEP_MS = 3_600_000;
const sweptAt = new Map<string, number>();

const COLUMNS = "list TEXT, hash TEXT, content TEXT NOT NULL, PRIMARY KEY (list, hash)";

/**
 * Lists in the database that holds the states of syncs, for several machines. Each keeps copies of what it asks for on
 * its own disk, since a question is compiled without waiting; a copy is told from anything else by its hash.
 */
export class SharedListStore implements ListStore {
  private readonly copies: ListStore;
  private readonly failures = new Map<string, unknown>();
  private readonly table: string;

  constructor(private readonly options: SharedListsOptions) {
    this.copies = fileListStore({ folder: options.near });
    this.table = `${quoted(options.schema)}.list_content`;
  }

  async write(list: string, content: ListContent): Promise<string> {
    const text = print(content);
    const place = { list, hash: hashOf(text) };
    await this.connected((session) => this.keep(session, place, text));
    await writeText(this.options.near, place, text);
    return place.hash;
  }

  async bring(places: readonly ListPlace[]): Promise<void> {
    const { near } = this.options;
    const there = await Promise.all(places.map((place) => isThere(fileOf(near, place))));
    const missing = places.filter((_, at) => !there[at]);
    const isTime = Date.now() - (sweptAt.get(near) ?? 0) > SWEEP_MS;
    if (missing.length === 0 && !isTime) return;
    let failure: unknown = null;
    try {
      await this.connected(async (session) => {
        for (const place of missing) await this.fetch(session, place);
        if (isTime) await this.sweep(session);
      });
    } catch (error) {
      failure = error;
    }
    for (const place of missing) this.failures.set(fileOf(near, place), failure);
  }

  read(list: string, hash: string): ListContent {
    try {
      return this.copies.read(list, hash);
    } catch (error) {
      // That the database did not answer says more than that there is no copy.
      throw this.failures.get(fileOf(this.options.near, { list, hash })) ?? error;
    }
  }

  async keepOnly(list: string, hash: string | null): Promise<void> {
    await this.connected((session) =>
      session.run(
        `DELETE FROM ${this.table} WHERE list = $list AND (CAST($hash AS TEXT) IS NULL OR hash <> $hash)`,
        { list, hash },
      ),
    );
    await this.copies.keepOnly(list, hash);
    await fileListStore({ folder: this.options.before }).keepOnly(list, hash);
  }

  private async connected<T>(work: (session: PostgresSession) => Promise<T>): Promise<T> {
    const { connection, schema } = this.options;
    const patient = { connectionTimeoutMillis: 10_000, ...connection };
    const session = await PostgresSession.open(patient, { settings: [], runsQueries: false }, quoted);
    try {
      await makeSchema(session, schema);
      await makeTable(session, this.table, COLUMNS);
      return await work(session);
    } finally {
      await session.close();
    }
  }

  private async keep(session: PostgresSession, place: ListPlace, content: string): Promise<void> {
    await session.run(
      `INSERT INTO ${this.table} (list, hash, content)
       VALUES (CAST($list AS TEXT), CAST($hash AS TEXT), CAST($content AS TEXT)) ON CONFLICT DO NOTHING`,
      { ...place, content },
    );
  }

  private async fetch(session: PostgresSession, place: ListPlace): Promise<void> {
    const [found] = await session.rows<{ content: string }>(
      `SELECT content FROM ${this.table} WHERE list = $list AND hash = $hash`,
      place,
    );
    const text =
      found?.content ?? (await readFile(fileOf(this.options.before, place), "utf8").catch(() => null));
    if (text === null) return;
    requireHash(text, place.hash);
    if (!found) await this.keep(session, place, text);
    await writeText(this.options.near, place, text);
  }

  private async sweep(session: PostgresSession): Promise<void> {
    const { near } = this.options;
    sweptAt.set(near, Date.now());
    const kept = await session.rows<ListPlace>(`SELECT list, hash FROM ${this.table}`);
    await removeAllBut(near, new Set(kept.map((place) => fileOf(near, place))));
  }
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** A copy that was made in between is fetched again; what is being written has another name. */
async function removeAllBut(folder: string, stays: ReadonlySet<string>): Promise<void> {
  for (const list of await readdir(folder).catch(() => [])) {
    for (const name of await readdir(join(folder, list)).catch(() => [])) {
      const file = join(folder, list, name);
      if (name.endsWith(".txt") && !stays.has(file)) await rm(file, { force: true });
    }
  }
}
