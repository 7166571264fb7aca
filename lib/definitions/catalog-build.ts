import { parseTypeText } from "@/lib/core/catalog/column-type";
import { labelOf, singularOf } from "@/lib/core/catalog/names";
import type { Catalog, Column, ColumnType, Entity, EntitySource, Relation } from "@/lib/core/catalog/types";
import type { LocatedProblem } from "@/lib/core/path";
import type { CatalogFile, ColumnFile, EntityFile, RelationFile } from "./catalog-schema";

/** The catalog a well-formed file means, its defaults filled in. Problems: what the shape alone cannot refuse. */
export function buildCatalog(file: CatalogFile): { catalog: Catalog; problems: LocatedProblem[] } {
  const problems: LocatedProblem[] = [];
  const catalog: Catalog = {
    version: 1,
    name: file.name,
    zone: file.zone ?? "UTC",
    warehouse: file.warehouse,
    entities: mapRecord(file.entities, (entity, name) => buildEntity(name, entity, problems)),
    ...(file.dbt && { dbt: file.dbt }),
  };
  return { catalog, problems };
}

function buildEntity(name: string, file: EntityFile, problems: LocatedProblem[]): Entity {
  const at = ["entities", name];
  return {
    name,
    label: file.label ?? labelOf(name),
    singular: file.singular ?? singularOf(name),
    source: buildSource(name, file, problems),
    key: file.key === undefined ? [] : listOf(file.key),
    timeColumn: file.time ?? null,
    columns: mapRecord(file.columns, (column, columnName) =>
      buildColumn(columnName, column, file.pii === "none", [...at, "columns", columnName], problems),
    ),
    relations: mapRecord(file.relations ?? {}, (relation, relationName) =>
      buildRelation(relationName, relation, [...at, "relations", relationName], problems),
    ),
  };
}

function buildSource(name: string, file: EntityFile, problems: LocatedProblem[]): EntitySource {
  const at = ["entities", name];
  const given = (["table", "files", "query"] as const).filter((key) => file[key] !== undefined);
  if (given.length !== 1) {
    const said = given.length === 0 ? "none" : given.map((key) => `\`${key}\``).join(" and ");
    problems.push({
      code: "SOURCE",
      at: given[1] ? [...at, given[1]] : at,
      message: `\`${name}\` takes its rows from one of \`table\`, \`files\` and \`query\`, and names ${said}.`,
      fix: given.length === 0 ? "Add one of the three." : "Keep one of them.",
    });
  }
  if (file.query !== undefined) return { kind: "query", sql: file.query };
  if (file.files !== undefined) return filesSource(listOf(file.files), [...at, "files"], problems);
  const table = file.table ?? name;
  return { kind: "table", table: typeof table === "string" ? table.split(".") : table };
}

function filesSource(files: string[], at: string[], problems: LocatedProblem[]): EntitySource {
  const formats = new Set(files.map((file) => formatOf(file)));
  const [format] = formats;
  if (formats.size === 1 && format) return { kind: "files", files, format };
  const odd = files.find((file) => formatOf(file) === null);
  problems.push({
    code: "FILE_FORMAT",
    at,
    message:
      odd === undefined
        ? "One entity is read from CSV files or from Parquet files, not from both."
        : `\`${odd}\` is neither a CSV nor a Parquet file.`,
    fix: "Name files that end in `.csv`, `.csv.gz` or `.parquet`.",
  });
  return { kind: "files", files, format: "csv" };
}

function formatOf(file: string): "csv" | "parquet" | null {
  if (/\.csv(\.gz)?$/i.test(file)) return "csv";
  return /\.parquet$/i.test(file) ? "parquet" : null;
}

function buildColumn(
  name: string,
  file: ColumnFile,
  isPublicByDefault: boolean,
  at: string[],
  problems: LocatedProblem[],
): Column {
  const settings: Exclude<ColumnFile, string> = typeof file === "string" ? { type: file } : file;
  const pii = settings.pii ?? (isPublicByDefault ? "none" : "unclassified");
  if (settings.accepted && pii !== "none") problems.push(listsPersonal(name, at));
  return {
    name,
    type: typeWithZone(settings.type, settings.zone, at, problems),
    label: settings.label ?? labelOf(name),
    ...(settings.description === undefined ? {} : { description: settings.description }),
    pii: pii === "none" ? null : pii,
    ...(settings.accepted && { accepted: settings.accepted }),
  };
}

const listsPersonal = (name: string, at: string[]): LocatedProblem => ({
  code: "ACCEPTED_PERSONAL",
  at: [...at, "accepted"],
  message: `\`${name}\` is personal, and its values may not be written into a catalog.`,
  fix: "Remove `accepted`, or classify the column as `pii: none` if it is not personal.",
});

export function typeWithZone(
  text: string,
  zone: string | undefined,
  at: string[],
  problems: LocatedProblem[],
): ColumnType {
  const type = parseTypeText(text);
  // The schema has refused texts that are no types.
  if ("message" in type) return { kind: "text" };
  if (zone === undefined) return type;
  if (type.kind === "timestamp" && type.zone !== null) return { ...type, zone };
  problems.push({
    code: "ZONE_WITHOUT_TIME",
    at: [...at, "zone"],
    message: `\`${at.at(-1)}\` is ${text}, so it has no zone of its own.`,
    fix: "Remove `zone`; only a `timestamp` has one.",
  });
  return type;
}

function buildRelation(name: string, file: RelationFile, at: string[], problems: LocatedProblem[]): Relation {
  if ((file.many === undefined) === (file.one === undefined)) {
    problems.push({
      code: "CARDINALITY",
      at,
      message: `\`${name}\` must say whether one row leads to \`many: true\` or \`one: true\`.`,
      fix: "Keep exactly one of the two.",
    });
  }
  return {
    name,
    to: file.to,
    cardinality: file.one ? "one" : "many",
    on: pairsOf(file.on),
    label: file.label ?? labelOf(name),
  };
}

function pairsOf(on: RelationFile["on"]): [string, string][] {
  if (typeof on === "string") return [[on, on]];
  return Array.isArray(on) ? on : Object.entries(on);
}

function listOf<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

function mapRecord<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
