import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Catalog } from "@/lib/core/catalog/types";
import { connect, type Lease, openInstance, type Source } from "@/lib/kit/duckdb/instance";
import { translateError } from "./errors";
import { type FileEntity, FolderTables, isFileEntity } from "./folder-tables";

/** Folders already read by this process, by what the catalog says of them: a file is loaded once, not once a question. */
const folders = new Map<string, Folder>();

/** Each holds its rows: of catalogs no longer asked about, none should. */
const MOST = 3;

/** A folder of files as tables named after their entities, in a database in memory that may spill to disk. */
export function fileFolder(folder: string, catalog: Catalog): Source {
  const entities = Object.values(catalog.entities).filter(isFileEntity);
  const meaning = JSON.stringify([folder, entities.map(meaningOf)]);
  return {
    folder,
    acquire: (sql) => {
      const known = folders.get(meaning) ?? new Folder(folder, entities);
      // Last in line again: a map keeps the order of its entries.
      folders.delete(meaning);
      folders.set(meaning, known);
      retireOldest();
      return known.acquire(sql);
    },
    close: async () => {},
  };
}

function meaningOf({ name, source, columns }: FileEntity) {
  return [name, source, Object.values(columns).map((column) => [column.name, column.type])];
}

function retireOldest(): void {
  for (const [meaning, folder] of [...folders].slice(0, -MOST)) {
    folders.delete(meaning);
    folder.retire();
  }
}

class Folder {
  private readonly tables: FolderTables;
  private instance: Promise<DuckDBInstance> | null = null;
  /** Tables are loaded one after the other. */
  private queue: Promise<unknown> = Promise.resolve();
  private users = 0;
  private isRetired = false;

  constructor(
    private readonly folder: string,
    entities: readonly FileEntity[],
  ) {
    this.tables = new FolderTables(folder, entities);
  }

  async acquire(sql: string): Promise<Lease> {
    this.users += 1;
    let connection: DuckDBConnection | null = null;
    try {
      connection = await this.connect();
      await this.load(connection, sql);
    } catch (error) {
      connection?.closeSync();
      this.leave();
      throw translateError(error);
    }
    const open = connection;
    return {
      connection: open,
      release: () => {
        open.closeSync();
        this.leave();
      },
    };
  }

  /** Nobody new will ask; the rows go when the last question is answered. */
  retire(): void {
    this.isRetired = true;
    if (this.users === 0) void this.shut();
  }

  private async connect(): Promise<DuckDBConnection> {
    this.instance ??= openInstance(":memory:", { readable: [this.folder] });
    try {
      return await connect(await this.instance);
    } catch (error) {
      this.instance = null;
      throw error;
    }
  }

  private load(connection: DuckDBConnection, sql: string): Promise<void> {
    const loading = this.queue.then(() => this.tables.load(connection, sql));
    this.queue = loading.catch(() => {});
    return loading;
  }

  private leave(): void {
    this.users -= 1;
    if (this.isRetired && this.users === 0) void this.shut();
  }

  private async shut(): Promise<void> {
    const instance = await this.instance?.catch(() => null);
    instance?.closeSync();
  }
}
