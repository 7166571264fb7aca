import { stat } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Entity } from "@/lib/core/catalog/types";
import { CoterieError, InvalidInput } from "@/lib/core/errors";
import { globLiteral, name, text } from "@/lib/kit/duckdb/quote";
import { duckdbType } from "./column-type";
import { describeCsv, selectCsv } from "./csv";
import { explainCsvError } from "./csv-errors";

export type FileEntity = Entity & { source: Extract<Entity["source"], { kind: "files" }> };

/** The tables of a folder of files: one for each entity, named after it. */
export class FolderTables {
  /** What each table was loaded from: paths, sizes and times of change. */
  private readonly loaded = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly entities: readonly FileEntity[],
  ) {}

  /** Loads what the query may name and has changed: a name that merely appears in a value costs a load, no more. */
  async load(connection: DuckDBConnection, sql: string): Promise<void> {
    const words = sql.toLowerCase();
    const named = this.entities.filter((entity) =>
      words.includes(entity.name.toLowerCase().replaceAll('"', '""')),
    );
    for (const entity of named) {
      const files = entity.source.files.map((file) => this.place(entity, file));
      const version = (await Promise.all(files.map((file) => this.version(entity, file)))).join("\n");
      if (this.loaded.get(entity.name) === version) continue;
      this.loaded.delete(entity.name);
      await (entity.source.format === "parquet"
        ? createView(connection, entity, files)
        : createTable(connection, entity, files));
      this.loaded.set(entity.name, version);
    }
  }

  private place(entity: Entity, file: string): string {
    const place = path.resolve(this.folder, file);
    if (place.startsWith(this.folder + path.sep)) return place;
    throw new InvalidInput({
      code: "FILE_OUTSIDE_FOLDER",
      message: `The file ${file} of ${entity.name} lies outside the warehouse's folder.`,
      fix: "Name a file inside the folder, or choose a folder that holds it.",
    });
  }

  private async version(entity: Entity, file: string): Promise<string> {
    try {
      const { size, mtimeMs, ino } = await stat(file);
      return `${file} ${size} ${mtimeMs} ${ino}`;
    } catch (cause) {
      await this.requireFolder();
      throw new CoterieError({
        code: "WAREHOUSE_FILE_MISSING",
        message: `The file ${path.relative(this.folder, file)} of ${entity.name} is not in ${this.folder}.`,
        remedy: "ask_admin",
        fix: "Put the file back, or correct its name in the catalog.",
        cause,
      });
    }
  }

  private async requireFolder(): Promise<void> {
    const found = await stat(this.folder).catch(() => null);
    if (found?.isDirectory()) return;
    throw new CoterieError({
      code: "WAREHOUSE_FOLDER_MISSING",
      message: `There is no folder ${this.folder} on the machine Coterie runs on.`,
      remedy: "ask_admin",
      fix: "Put the folder back, or correct its place in the catalog's `warehouse` block.",
    });
  }
}

async function createTable(
  connection: DuckDBConnection,
  entity: Entity,
  files: readonly string[],
): Promise<void> {
  const described = await Promise.all(files.map((file) => describeCsv(entity, file)));
  const rows = described.map(selectCsv).join(" UNION ALL ");
  try {
    await connection.run(`CREATE OR REPLACE TABLE ${name(entity.name)} AS ${rows}`);
  } catch (error) {
    throw await explainCsvError(error, connection, entity, described);
  }
}

async function createView(
  connection: DuckDBConnection,
  entity: Entity,
  files: readonly string[],
): Promise<void> {
  const columns = Object.values(entity.columns).map(
    (column) => `CAST(p.${name(column.name)} AS ${duckdbType(column.type)}) AS ${name(column.name)}`,
  );
  const list = files.map((file) => text(globLiteral(file))).join(", ");
  const from = `read_parquet([${list}], union_by_name = true)`;
  await connection.run(
    `CREATE OR REPLACE VIEW ${name(entity.name)} AS SELECT ${columns.join(", ")} FROM ${from} AS p`,
  );
}

export function isFileEntity(entity: Entity): entity is FileEntity {
  return entity.source.kind === "files";
}
