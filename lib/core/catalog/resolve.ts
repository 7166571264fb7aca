import type { Problem } from "@/lib/core/errors";
import { InvalidInput } from "@/lib/core/errors";
import { own } from "@/lib/core/own";
import { didYouMean, nearest } from "@/lib/core/suggest";
import type { Catalog, Column, Entity, Relation } from "./types";

/** Why a name leads nowhere. The reader that asked adds the path of the node. */
export type Unresolved = { problem: Omit<Problem, "path" | "line"> };

/** One step along a relation. */
export type Hop = { relation: Relation; from: Entity; to: Entity };

/** A column reached from a row through to-one relations; no hops when it is the row's own. */
export type ResolvedColumn = { hops: readonly Hop[]; entity: Entity; column: Column };

/** Rows reached from one row. */
export type ResolvedPath = {
  hops: readonly Hop[];
  /** Entity of the rows at the end. */
  end: Entity;
  /** False when every hop is to-one, so there is at most one row. */
  many: boolean;
  /** The hops may meet the same end row twice: rows must be made distinct by `end.key`, which then exists. */
  mayRepeat: boolean;
};

/** The answer, or the problem thrown: for readers of a tree that was already parsed. */
export function resolved<T extends object>(result: T | Unresolved): T {
  if ("problem" in result) throw new InvalidInput(result.problem);
  return result;
}

export function resolveEntity(catalog: Catalog, name: string): Entity | Unresolved {
  const entity = own(catalog.entities, name);
  if (entity) return entity;
  const names = Object.keys(catalog.entities);
  return refuse(
    "UNKNOWN_ENTITY",
    `\`${name}\` is not an entity of this catalog${didYouMean(name, names)}`,
    `Use one of ${names.map((one) => `\`${one}\``).join(", ")}.`,
  );
}

/** `country`, or `account.plan` through to-one relations. A column whose own name has a dot wins over a path. */
export function resolveColumn(
  catalog: Catalog,
  entityName: string,
  path: string,
): ResolvedColumn | Unresolved {
  const start = resolveEntity(catalog, entityName);
  if ("problem" in start) return start;
  const hops: Hop[] = [];
  let entity = start;
  let rest = path;
  for (;;) {
    const column = own(entity.columns, rest);
    if (column) return { hops, entity, column };
    const dot = rest.indexOf(".");
    if (dot < 0) return noColumn(entity, rest);
    const hop = resolveHop(catalog, entity, rest.slice(0, dot));
    if ("problem" in hop) return hop;
    if (hop.relation.cardinality === "many") return manyInColumn(hop, path);
    hops.push(hop);
    entity = hop.to;
    rest = rest.slice(dot + 1);
  }
}

/** `orders`, or `orders.items`: the hops from one row and the entity they end at. */
export function resolvePath(catalog: Catalog, entityName: string, path: string): ResolvedPath | Unresolved {
  const start = resolveEntity(catalog, entityName);
  if ("problem" in start) return start;
  const hops: Hop[] = [];
  let entity = start;
  for (const name of path.split(".")) {
    const hop = resolveHop(catalog, entity, name);
    if ("problem" in hop) return hop;
    hops.push(hop);
    entity = hop.to;
  }
  const mayRepeat = repeats(hops);
  if (mayRepeat && entity.key.length === 0) {
    return refuse(
      "PATH_WITHOUT_KEY",
      `\`${path}\` can reach the same row of ${entity.name} twice, and ${entity.name} has no key to tell.`,
      `Ask the data team to give ${entity.name} a key in the catalog.`,
    );
  }
  return { hops, end: entity, many: hops.some((hop) => hop.relation.cardinality === "many"), mayRepeat };
}

/** When a row of the entity happened: `at`, else the catalog's time column. */
export function resolveTime(catalog: Catalog, entityName: string, at?: string): ResolvedColumn | Unresolved {
  const entity = resolveEntity(catalog, entityName);
  if ("problem" in entity) return entity;
  const path = at ?? entity.timeColumn;
  if (path === null) {
    return refuse(
      "NO_TIME_COLUMN",
      `${entity.name} has no time column, so "when" means nothing for them.`,
      `Name a date or time column of ${entity.name} with \`at\`, or ask the data team to set its \`time\` in the catalog.`,
    );
  }
  const found = resolveColumn(catalog, entityName, path);
  if ("problem" in found || isTime(found.column)) return found;
  return refuse(
    "NOT_A_TIME",
    `\`${path}\` of ${entity.name} is ${found.column.type.kind}, not a date or a time.`,
    `Choose a date or time column of ${entity.name}.`,
  );
}

function resolveHop(catalog: Catalog, from: Entity, name: string): Hop | Unresolved {
  const relation = own(from.relations, name);
  if (relation) {
    const to = resolveEntity(catalog, relation.to);
    return "problem" in to ? to : { relation, from, to };
  }
  if (own(from.columns, name)) {
    return refuse(
      "NOT_A_RELATION",
      `\`${name}\` is a column of ${from.name}, so it does not lead to other rows.`,
      "Use a relation here, or end the path at the column.",
    );
  }
  const names = Object.keys(from.relations);
  const fix = names.length > 0 ? `Use one of ${names.map((one) => `\`${one}\``).join(", ")}.` : undefined;
  return refuse(
    "UNKNOWN_RELATION",
    `\`${name}\` is not a relation of ${from.name}${didYouMean(name, names)}`,
    fix,
  );
}

function noColumn(entity: Entity, name: string): Unresolved {
  const relation = own(entity.relations, name);
  if (relation) {
    const isMany = relation.cardinality === "many";
    return refuse(
      "NOT_A_COLUMN",
      `\`${name}\` leads from ${entity.name} to ${relation.to}; it has no value of its own.`,
      isMany
        ? `Count or sum \`${name}\`, or pick a value of them.`
        : `Name one of its columns: \`${name}.…\`.`,
    );
  }
  const names = Object.keys(entity.columns);
  const guess = nearest(name, names);
  return refuse(
    "UNKNOWN_COLUMN",
    `\`${name}\` is not a column of ${entity.name}${didYouMean(name, names)}`,
    guess === null
      ? `Choose a column of ${entity.name}, or ask the data team to add \`${name}\` to the catalog.`
      : `Use \`${guess}\`, or ask the data team to add \`${name}\` to the catalog.`,
  );
}

function manyInColumn(hop: Hop, path: string): Unresolved {
  return refuse(
    "MANY_ROWS",
    `\`${path}\` passes through \`${hop.relation.name}\`, which is many rows for one of ${hop.from.name}, so it has no single value.`,
    `Count, sum or pick a value of \`${hop.relation.name}\` instead.`,
  );
}

/**
 * From one row a hop meets each row at most once. From several rows, two of them can meet the same row unless the hop's
 * columns on their side contain their whole key.
 */
function repeats(hops: readonly Hop[]): boolean {
  const firstMany = hops.findIndex((hop) => hop.relation.cardinality === "many");
  if (firstMany < 0) return false;
  return hops.slice(firstMany + 1).some((hop) => {
    const here = new Set(hop.relation.on.map(([column]) => column));
    return hop.from.key.length === 0 || !hop.from.key.every((column) => here.has(column));
  });
}

function isTime(column: Column): boolean {
  return column.type.kind === "date" || column.type.kind === "timestamp";
}

function refuse(code: string, message: string, fix?: string): Unresolved {
  return { problem: fix === undefined ? { code, message } : { code, message, fix } };
}
