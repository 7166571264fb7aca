import { resolveColumn } from "@/lib/core/catalog/resolve";
import type { Problem } from "@/lib/core/errors";
import type { RecordCapability, RecordField, RecordObject } from "@/lib/core/ports/destination";
import { didYouMean } from "@/lib/core/suggest";
import { columnsOf } from "./columns";
import { kindOf, type ValueKind, valueKind, type Where } from "./kind";
import { type KnownField, type MappedRow, mappedRows, type RecordTerms, type Transform } from "./types";

export type RecordInput = Omit<RecordTerms, "known">;
type Checking = Where & { object: RecordObject; capability: RecordCapability; label: string };

/** What is wrong with a record mapping: against the catalog, what the platform says of its object, and what it can do. */
export function checkRecord(terms: RecordInput, checking: Checking): Problem[] {
  const rows = mappedRows(terms.mapping);
  return [
    ...checkModes(terms, checking),
    ...checkKey(terms, checking),
    ...rows.flatMap((row) => checkRow(row, checking)),
    ...doubles(rows),
    ...missing(terms, checking),
    ...checkRules(terms, checking),
  ];
}

/** What the platform says of the fields a mapping names, to be kept with it. */
export function knownFields(
  terms: RecordInput,
  { catalog, entity, object }: Where & { object: RecordObject },
): Record<string, KnownField> {
  const known = mappedRows(terms.mapping).map(({ field, from }): [string, KnownField] => {
    const found = object.fields.find(({ id }) => id === field);
    if (found) return [field, { label: found.label, type: found.type, tags: found.tags }];
    const kind = kindOf(from, { catalog, entity });
    return [field, { label: field, type: "problem" in kind ? "text" : kind.kind, tags: [] }];
  });
  return Object.fromEntries(known);
}

function checkModes({ mode, removal }: RecordInput, { capability, label }: Checking): Problem[] {
  const problems: Problem[] = [];
  if (!capability.modes.includes(mode)) {
    const fix = `Choose one of ${capability.modes.join(", ")}.`;
    problems.push(
      problem("MODE_NOT_OFFERED", "record.mode", `${label} cannot ${mode.replace("_", " ")}.`, fix),
    );
  }
  if (mode === "insert_only" && !capability.idempotent) {
    const message = `${label} cannot tell a repeated insert from a new one, so a lost answer would make doubles.`;
    problems.push(problem("NOT_IDEMPOTENT", "record.mode", message, "Choose upsert."));
  }
  if (removal !== null && !capability.removals.includes(removal)) {
    const fix = `Choose one of ${capability.removals.join(", ")}.`;
    problems.push(
      problem("REMOVAL_NOT_OFFERED", "record.removal", `${label} cannot ${removal.replace("_", " ")}.`, fix),
    );
  }
  return problems;
}

function checkKey({ mapping: { key } }: RecordInput, { object }: Checking): Problem[] {
  if (object.freeFields || object.keys.includes(key.field)) return [];
  const fix = `Use one of ${object.keys.join(", ")}.`;
  return [
    problem("NOT_A_KEY", "record.key.field", `${object.name} cannot be found by \`${key.field}\`.`, fix),
  ];
}

function checkRow(row: MappedRow, { object, ...where }: Checking): Problem[] {
  const { field, from, path } = row;
  const known = object.fields.find(({ id }) => id === field);
  if (!known && !object.freeFields) return [unknownField(field, path, object)];
  const read = kindOf(from, where, `${path}.from`);
  if ("problem" in read) return [read.problem];
  const literal = personalLookup(from, where, `${path}.from`);
  if (literal) return [literal];
  if (!known || (row.role === "key" && read.kind !== "boolean")) return [];
  return [...checkKind(known, read.kind, path), ...checkChoices(known, from, path)];
}

const FITS: Record<ValueKind, readonly ValueKind[]> = {
  text: ["text", "number", "boolean", "date", "datetime"],
  number: ["number"],
  boolean: ["boolean"],
  date: ["date"],
  datetime: ["datetime", "date"],
};

function checkKind({ label, type }: RecordField, kind: ValueKind, path: string): Problem[] {
  if (FITS[valueKind(type)].includes(kind)) return [];
  return [
    problem(
      "WRONG_TYPE",
      `${path}.from`,
      `${label} takes a ${type}, and this is a ${kind}.`,
      `Choose another column, or read it as a ${type}.`,
    ),
  ];
}

function checkChoices({ label, choices }: RecordField, from: Transform, path: string): Problem[] {
  if (!choices) return [];
  const other = textsOf(from).find((text) => !choices.includes(text));
  if (other === undefined) return [];
  const fix = `Use one of ${choices.slice(0, 20).join(", ")}.`;
  return [problem("NOT_A_CHOICE", `${path}.from`, `${label} has no choice \`${other}\`.`, fix)];
}

/** Texts a transform is known to give whoever it is. */
function textsOf(from: Transform): string[] {
  if ("constant" in from) return [String(from.constant)];
  if (!("lookup" in from)) return [];
  return [...Object.values(from.table), ...(from.otherwise === undefined ? [] : [from.otherwise])];
}

function doubles(rows: readonly MappedRow[]): Problem[] {
  const seen = new Set<string>();
  return rows.flatMap(({ field, path }) => {
    if (!seen.has(field)) {
      seen.add(field);
      return [];
    }
    return [problem("FIELD_TWICE", path, `\`${field}\` is mapped twice.`, "Keep one of the two lines.")];
  });
}

/** What only updates never needs what a new record needs. */
function missing({ mapping, mode }: RecordInput, { object }: Checking): Problem[] {
  if (mode === "update_only") return [];
  const mapped = new Set(mappedRows(mapping).map(({ field }) => field));
  return object.fields
    .filter(({ id, required }) => required && !mapped.has(id))
    .map(({ id, label }) =>
      problem(
        "FIELD_REQUIRED",
        "record.fields",
        `A new record needs ${label}.`,
        `Map \`${id}\`, or choose update only.`,
      ),
    );
}

function checkRules({ mapping }: RecordInput, { capability, label, object }: Checking): Problem[] {
  return mapping.fields.flatMap(({ field, when, order }, at) => {
    const path = `record.fields[${at}].when`;
    if (capability.rules && !capability.rules.includes(when)) {
      return [
        problem(
          "RULE_NOT_OFFERED",
          path,
          `${label} can only be written always.`,
          "Write it always, or leave it out.",
        ),
      ];
    }
    if (when !== "only_forward" || order) return [];
    const type = object.fields.find(({ id }) => id === field)?.type;
    if (type !== "text" && type !== "boolean") return [];
    return [
      problem(
        "NO_ORDER",
        path,
        `Nobody can say which value of \`${field}\` is further on.`,
        "Give its values in their order.",
      ),
    ];
  });
}

function unknownField(field: string, path: string, { name, fields }: RecordObject): Problem {
  const ids = fields.map(({ id }) => id);
  const message = `${name} have no field \`${field}\`${didYouMean(field, ids)}`;
  return problem("UNKNOWN_FIELD", `${path}.field`, message, "Choose a field that is there.");
}

const problem = (code: string, path: string, message: string, fix: string): Problem => ({
  ...{ code, path, message, fix },
});

/** The texts of a look-up would be personal values, written into definitions that are kept for good. */
function personalLookup(from: Transform, { catalog, entity }: Where, path: string): Problem | null {
  const personal = lookupsIn(from)
    .flatMap((one) => columnsOf(one))
    .find((column) => {
      const found = resolveColumn(catalog, entity, column);
      return !("problem" in found) && found.column.pii !== null;
    });
  if (personal === undefined) return null;
  return problem(
    "PERSONAL_LOOKUP",
    path,
    `\`${personal}\` is personal, and its values may not be written into a mapping.`,
    "Look it up in the warehouse, and map the column that has the result.",
  );
}

/** What look-ups anywhere in a transform look up. */
function lookupsIn(from: Transform): Transform[] {
  if ("lookup" in from) return [from.lookup, ...lookupsIn(from.lookup)];
  if ("cast" in from) return lookupsIn(from.cast);
  return "date" in from ? lookupsIn(from.date) : [];
}
