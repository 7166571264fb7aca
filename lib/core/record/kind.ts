import { resolveColumn } from "@/lib/core/catalog/resolve";
import type { Catalog, ColumnKind } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import type { RecordFieldType } from "@/lib/core/ports/destination";
import { asksForTime, replacementOf } from "./date-format";
import { piecesOf } from "./template";
import type { Transform } from "./types";

/** What a value is on its way: a choice is a text. */
export type ValueKind = Exclude<RecordFieldType, "choice">;

const OF_COLUMN: Record<ColumnKind, ValueKind> = {
  text: "text",
  integer: "number",
  decimal: "number",
  double: "number",
  boolean: "boolean",
  date: "date",
  timestamp: "datetime",
};

/** What each kind can be read as. */
const CASTS: Record<ValueKind, readonly ValueKind[]> = {
  text: ["text", "number", "boolean", "date", "datetime"],
  number: ["number", "text", "boolean"],
  boolean: ["boolean", "text", "number"],
  date: ["date", "text", "datetime"],
  datetime: ["datetime", "text", "date"],
};

export const valueKind = (type: RecordFieldType): ValueKind => (type === "choice" ? "text" : type);

export type Where = { catalog: Catalog; entity: string };
type Read = { kind: ValueKind } | { problem: Problem };

/** What a transform gives, or the first thing wrong with it. */
export function kindOf(transform: Transform, where: Where, path = "from"): Read {
  if ("column" in transform) return columnKind(transform.column, where, `${path}.column`);
  if ("constant" in transform) return { kind: constantKind(transform.constant) };
  if ("template" in transform) return templateKind(transform.template, where, `${path}.template`);
  if ("cast" in transform) return castKind(transform, where, path);
  if ("date" in transform) return dateKind(transform, where, path);
  const inner = kindOf(transform.lookup, where, `${path}.lookup`);
  return "problem" in inner ? inner : { kind: "text" };
}

function constantKind(constant: string | number | boolean): ValueKind {
  if (typeof constant === "string") return "text";
  return typeof constant === "number" ? "number" : "boolean";
}

function columnKind(column: string, { catalog, entity }: Where, path: string): Read {
  const found = resolveColumn(catalog, entity, column);
  if ("problem" in found) return { problem: { ...found.problem, path } };
  return { kind: OF_COLUMN[found.column.type.kind] };
}

function templateKind(template: string, where: Where, path: string): Read {
  const pieces = piecesOf(template);
  if (!pieces) {
    return wrong(
      "BAD_TEMPLATE",
      path,
      "A brace of the template is left open.",
      "Write columns as {first_name}.",
    );
  }
  for (const piece of pieces) {
    const read = "column" in piece ? columnKind(piece.column, where, path) : null;
    if (read && "problem" in read) return read;
  }
  return { kind: "text" };
}

function castKind({ cast, to }: Extract<Transform, { cast: Transform }>, where: Where, path: string): Read {
  const inner = kindOf(cast, where, `${path}.cast`);
  if ("problem" in inner) return inner;
  const kind = valueKind(to);
  if (CASTS[inner.kind].includes(kind)) return { kind };
  return wrong(
    "NO_SUCH_CAST",
    path,
    `A ${inner.kind} cannot be read as a ${to}.`,
    `Read it as one of ${CASTS[inner.kind].join(", ")}.`,
  );
}

function dateKind(
  { date, format }: Extract<Transform, { date: Transform }>,
  where: Where,
  path: string,
): Read {
  const inner = kindOf(date, where, `${path}.date`);
  if ("problem" in inner) return inner;
  if (inner.kind !== "date" && inner.kind !== "datetime") {
    return wrong(
      "NOT_A_DATE",
      path,
      `A ${inner.kind} has no date to write.`,
      "Choose a date or time, or cast it to one first.",
    );
  }
  if (replacementOf(format) === null || (inner.kind === "date" && asksForTime(format))) {
    return wrong(
      "BAD_DATE_FORMAT",
      `${path}.format`,
      `\`${format}\` is no date format${inner.kind === "date" ? " of a date" : ""}.`,
      "Use YYYY, MM and DD (of times HH, mm and ss too) with signs between them, like DD.MM.YYYY.",
    );
  }
  return { kind: "text" };
}

const wrong = (code: string, path: string, message: string, fix: string): Read => ({
  problem: { code, path, message, fix },
});
