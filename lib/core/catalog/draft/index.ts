import type { BrowsedTable } from "@/lib/core/ports/warehouse";
import type { ColumnType, EntitySource, PiiTag } from "../types";
import { nameEntities } from "./entity-names";
import { guessPii } from "./pii-guess";
import { draftRelations } from "./relations";
import { snakeCase } from "./snake-case";
import type { DraftColumn, DraftEntity } from "./types";

/**
 * A first catalog of what a warehouse holds: tables become entities, foreign keys relations both ways, and names suggest what is
 * personal and when rows happened. Whoever reads it decides; nothing is classified as not personal.
 */
export function draftCatalog(tables: readonly BrowsedTable[]): DraftEntity[] {
  const names = nameEntities(tables);
  const drafts = tables.map((table) => draftEntity(table, names.get(table)!));
  const usable = drafts.filter(({ columns }) => columns.length > 0);
  const relations = draftRelations(tables, names, new Map(usable.map((draft) => [draft.name, draft])));
  return usable.map((draft) => {
    const { related, notes } = relations.get(draft.name) ?? { related: [], notes: [] };
    return { ...draft, relations: related, notes: [...draft.notes, ...notes] };
  });
}

function draftEntity(table: BrowsedTable, name: string): DraftEntity {
  const notes: string[] = [];
  const columns = draftColumns(table, name, notes);
  return {
    name,
    source: table.source,
    key: draftKey(table, columns, notes),
    time: guessTime(columns),
    columns,
    relations: [],
    notes,
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is left out
const WRITABLE = /^[^\u0000-\u001f\u007f]{1,255}$/;

function draftColumns({ source, columns }: BrowsedTable, entity: string, notes: string[]): DraftColumn[] {
  const seen = new Set<string>();
  return columns.flatMap((column): DraftColumn[] => {
    const leaveOut = (why: string) => {
      notes.push(`The column ${column.name.replace(/\p{Cc}/gu, "?")} is left out: ${why}.`);
      return [];
    };
    if (column.type === null) return leaveOut(`segments cannot ask about ${column.typeName}`);
    if (!WRITABLE.test(column.name) || column.name === "__proto__")
      return leaveOut("its name cannot be written");
    if (seen.has(column.name.toLowerCase())) return leaveOut("another differs from it in case alone");
    seen.add(column.name.toLowerCase());
    const pii = guessPii(column.name, entity);
    return [{ name: column.name, type: draftType(column.type, pii, source), pii }];
  });
}

/** Whole numbers may be stored as decimals without places; what a CSV file shows as digits may be a number to call or a code to write on a letter. */
function draftType(type: ColumnType, pii: PiiTag | null, source: EntitySource): ColumnType {
  if (type.kind === "decimal" && type.scale === 0 && type.precision <= 18) return { kind: "integer" };
  const isCode = pii === "phone" || pii === "postal_code";
  const isRead = source.kind === "files" && source.format === "csv";
  return isRead && isCode && type.kind === "integer" ? { kind: "text" } : type;
}

const IDENTIFYING: readonly ColumnType["kind"][] = ["text", "integer", "date", "timestamp"];

function draftKey(
  { primaryKey }: BrowsedTable,
  columns: readonly DraftColumn[],
  notes: string[],
): readonly string[] {
  const types = primaryKey.map((name) => columns.find((column) => column.name === name)?.type.kind);
  if (types.every((kind) => kind !== undefined && IDENTIFYING.includes(kind))) return primaryKey;
  notes.push(`Its primary key (${primaryKey.join(", ")}) is of a type that names no row here.`);
  return [];
}

/** When a row happened rather than when it was last touched. */
const HAPPENED =
  /(?:^|_)(?:occurred|event|ordered|order|placed|purchased|happened|visited|viewed|sent|paid|payment|rental|invoice|transaction|created|inserted|signed_up|registered|ts|timestamp|date|time|at)(?:_(?:at|on|date|time|ts|timestamp|utc))*$/;
const TOUCHED =
  /(?:^|_)(?:update|updated|modified|changed|deleted|loaded|synced|last|birth|born|valid|expires?|due)(?:_|$)/;

function guessTime(columns: readonly DraftColumn[]): string | null {
  const times = columns.filter(({ type, pii, name }) => {
    const isTime = type.kind === "date" || type.kind === "timestamp";
    return isTime && pii === null && !TOUCHED.test(snakeCase(name));
  });
  return times.find(({ name }) => HAPPENED.test(snakeCase(name)))?.name ?? null;
}
