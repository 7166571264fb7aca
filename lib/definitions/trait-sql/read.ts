import type { Catalog, Entity, SqlPiece } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { didYouMean } from "@/lib/core/suggest";
import { CLOCKS, EMPTY_CLAUSES, FUNCTIONS, MOVING_TEXTS, NODES } from "./allowed";
import { readsOf } from "./columns";
import { asList, type Ident, ident, isEmpty, isNode, type SqlNode } from "./node";
import type { ParsedSelect } from "./parse";
import { comparedColumns, identifyingAmong } from "./personal";
import { cutText, type Place } from "./places";
import { type Reading, say } from "./reading";

/** What a SELECT over catalogued tables reads and gives, or everything that keeps it from being one. */
export type SelectFacts = {
  problems: Omit<Problem, "path" | "line">[];
  text: SqlPiece[];
  reads: { entity: string; columns: string[] }[];
};

/** Reads a statement's tree against the entities of a catalog. */
export function readSelect({ text, query }: ParsedSelect, catalog: Catalog): SelectFacts {
  const reading: Reading = {
    catalog,
    problems: [],
    cuts: [],
    tables: new Map(),
    given: new Set(),
    named: [],
    compared: [],
  };
  visit(reading, query, new Set());
  const reads = readsOf(reading);
  refusePersonal(reading);
  if (reading.cuts.length === 0 && reading.problems.length === 0) {
    say(reading, "The SQL reads no table of the catalog.", "Select from an entity of the catalog.");
  }
  return { problems: reading.problems, text: cutText(text, reading.cuts), reads };
}

/** SQL is a definition as well, and holds nobody's values. */
function refusePersonal(reading: Reading): void {
  const column = identifyingAmong(
    reading.compared,
    reading.cuts.map(({ entity }) => entity),
  );
  if (column === undefined) return;
  say(
    reading,
    `\`${column}\` holds personal values, and a definition must not contain any to compare it with.`,
    "Keep the values in a table of the warehouse and join it, or ask whether it is known.",
    "PERSONAL_LITERAL",
  );
}

/** `known`: tables the statement makes itself that may be named here. */
function visit(reading: Reading, node: unknown, known: ReadonlySet<string>): void {
  if (Array.isArray(node)) {
    for (const child of node) visit(reading, child, known);
  } else if (isNode(node)) visitNode(reading, node, known);
}

function visitNode(reading: Reading, node: SqlNode, outer: ReadonlySet<string>): void {
  const known = visitWith(reading, node.with, outer);
  for (const [key, child] of Object.entries(node)) {
    if (SKIPPED.has(key)) continue;
    reading.compared.push(...comparedColumns(key, child));
    const special = SPECIAL[key];
    if (special) special(reading, child, known);
    else if (/^[A-Z]/.test(key) && !NODES.has(key)) refuseNode(reading, key);
    else if (EMPTY_CLAUSES.has(key) && !isEmpty(child)) refuseNode(reading, key);
    else visit(reading, child, known);
  }
}

/** Places, and what only repeats how something was written. */
const SKIPPED = new Set(["with", "span", "select_token", "wildcard_token", "case_token", "end_token"]);

/** Tables made by WITH are known to what follows them, and not to themselves. */
function visitWith(reading: Reading, given: unknown, outer: ReadonlySet<string>): ReadonlySet<string> {
  if (!isNode(given)) return outer;
  if (given.recursive === true) refuseNode(reading, "WITH RECURSIVE");
  const known = new Set(outer);
  for (const table of asList(given.cte_tables)) {
    if (!isNode(table)) continue;
    visit(reading, table.query, known);
    const name = isNode(table.alias) ? ident(table.alias.name) : null;
    if (name) {
      known.add(name.value.toLowerCase());
      addTable(reading, name.value, null);
    }
    if (isNode(table.alias)) giveColumns(reading, table.alias.columns);
  }
  return known;
}

const SPECIAL: Readonly<
  Record<string, (reading: Reading, node: unknown, known: ReadonlySet<string>) => void>
> = {
  Table: visitTable,
  Function: visitFunction,
  Derived: (reading, node, known) => {
    visitAlias(reading, node, null);
    visit(reading, node, known);
  },
  Identifier: (reading, node) => void nameColumn(reading, [node]),
  CompoundIdentifier: (reading, node) => void nameColumn(reading, asList(node)),
  Wildcard: (reading, node) => {
    reading.named.push({ table: null, column: null });
    visit(reading, node, new Set());
  },
  QualifiedWildcard: (reading) => void reading.named.push({ table: null, column: null }),
  ExprWithAlias: (reading, node, known) => {
    const alias = isNode(node) ? ident(node.alias) : null;
    if (alias) reading.given.add(alias.value.toLowerCase());
    if (isNode(node)) visit(reading, node.expr, known);
  },
  join_operator: (reading, node, known) => {
    const natural = JSON.stringify(node).includes('"Natural"');
    if (natural) refuseNode(reading, "NATURAL JOIN");
    visit(reading, node, known);
  },
  SingleQuotedString: (reading, node) => checkText(reading, node),
  DoubleQuotedString: (reading, node) => checkText(reading, node),
};

/** A table of the catalog by its entity's name or by its own, or one that WITH made. */
function visitTable(reading: Reading, node: unknown, known: ReadonlySet<string>): void {
  if (!isNode(node)) return;
  const parts = asList(node.name).map((part) => (isNode(part) ? ident(part.Identifier) : null));
  const names = parts.filter((part) => part !== null);
  const last = names.at(-1);
  if (!last || names.length < parts.length || !isEmpty(node.args)) {
    refuseNode(reading, `${last?.value ?? "this"}(…) as a table`);
    return;
  }
  const written = names.map(({ value }) => value).join(".");
  if (names.length === 1 && known.has(last.value.toLowerCase())) {
    visitAlias(reading, node, null);
  } else {
    const entity = findEntity(reading.catalog, names);
    if (entity) {
      const place: Place = { start: names[0]!.place.start, end: last.place.end };
      const hasAlias = node.alias !== undefined && node.alias !== null;
      reading.cuts.push({ place, entity, hasAlias, name: last });
      if (!hasAlias) addTable(reading, last.value, entity);
      visitAlias(reading, node, entity);
    } else unknownTable(reading, written);
  }
  const { name: _, alias: __, ...rest } = node;
  visit(reading, rest, known);
  for (const key of EMPTY_CLAUSES) if (!isEmpty(node[key])) refuseNode(reading, key);
}

function findEntity(catalog: Catalog, names: readonly Ident[]): Entity | undefined {
  const isSame = (written: Ident, name: string) =>
    written.value === name || (!written.quoted && written.value.toLowerCase() === name.toLowerCase());
  const entities = Object.values(catalog.entities);
  const [only] = names;
  const byName = names.length === 1 ? entities.find(({ name }) => isSame(only!, name)) : undefined;
  if (byName) return byName;
  return entities.find(({ source }) => {
    if (source.kind !== "table") return false;
    if (names.length === 1 && only!.value === source.table.join(".")) return true;
    return source.table.length === names.length && source.table.every((part, at) => isSame(names[at]!, part));
  });
}

function visitFunction(reading: Reading, node: unknown, known: ReadonlySet<string>): void {
  if (!isNode(node)) return;
  const parts = asList(node.name).map((part) => (isNode(part) ? ident(part.Identifier)?.value : undefined));
  const name = parts.join(".").toLowerCase();
  if (CLOCKS.has(name)) {
    say(
      reading,
      `The SQL asks for the time with \`${name}\`, and a segment is asked at an instant of its own.`,
      "Give the date itself, and ask in the segment how long ago it was.",
    );
  } else if (!FUNCTIONS.has(name)) {
    say(
      reading,
      `\`${name}\` is not a function the SQL of a trait may use${didYouMean(name, FUNCTIONS)}`,
      "Say it another way, or do it in a view of the warehouse and catalogue that.",
    );
  }
  const { name: _, args, ...rest } = node;
  visit(reading, args, known);
  visit(reading, rest, known);
}

function visitAlias(reading: Reading, node: unknown, entity: Entity | null): void {
  const alias = isNode(node) && isNode(node.alias) ? node.alias : null;
  const name = alias && ident(alias.name);
  if (!alias || !name) return;
  addTable(reading, name.value, entity);
  giveColumns(reading, alias.columns);
  // Columns renamed in passing: which is which is not looked at.
  if (entity && asList(alias.columns).length > 0) reading.named.push({ table: null, column: null });
}

function giveColumns(reading: Reading, columns: unknown): void {
  for (const column of asList(columns)) {
    const name = isNode(column) ? ident(column.name ?? column) : null;
    if (name) reading.given.add(name.value.toLowerCase());
  }
}

function nameColumn(reading: Reading, parts: readonly unknown[]): void {
  const names = parts.map((part) => ident(part)?.value);
  const column = names.at(-1);
  if (column === undefined || names.length > 2) {
    say(
      reading,
      `\`${names.join(".")}\` has more parts than a table and a column.`,
      "Give the table an alias, and write `alias.column`.",
    );
  } else reading.named.push({ table: names.length === 2 ? names[0]! : null, column });
}

function checkText(reading: Reading, text: unknown): void {
  if (typeof text !== "string") return;
  if (MOVING_TEXTS.has(text.trim().toLowerCase())) {
    say(
      reading,
      `Databases read the text '${text.trim()}' as a time that moves.`,
      "Give the date itself, and ask in the segment how long ago it was.",
    );
  } else if (text.includes("\\")) {
    say(
      reading,
      "A text with a backslash is not the same in every warehouse.",
      "Say it without the backslash.",
    );
  }
}

function addTable(reading: Reading, name: string, entity: Entity | null): void {
  const known = reading.tables.get(name.toLowerCase()) ?? new Set<Entity>();
  if (entity) known.add(entity);
  reading.tables.set(name.toLowerCase(), known);
}

function unknownTable(reading: Reading, name: string): void {
  const names = Object.keys(reading.catalog.entities);
  say(
    reading,
    `\`${name}\` is not a table of the catalog${didYouMean(name, names)}`,
    "Select from entities of the catalog, or add the table to it.",
    "UNKNOWN_TABLE",
  );
}

function refuseNode(reading: Reading, what: string): void {
  say(
    reading,
    `The SQL of a trait may not use ${NODE_WORDS[what] ?? what}.`,
    "Say it another way, or do it in a view of the warehouse and catalogue that.",
  );
}

const NODE_WORDS: Readonly<Record<string, string>> = {
  into: "SELECT … INTO",
  locks: "FOR UPDATE",
  args: "a function as a table",
  Insert: "INSERT",
  Update: "UPDATE",
  Delete: "DELETE",
  Merge: "MERGE",
  Placeholder: "parameters",
  TableFunction: "a function as a table",
  UNNEST: "UNNEST",
  Pivot: "PIVOT",
  Unpivot: "UNPIVOT",
  DollarQuotedString: "texts in dollar signs",
};
