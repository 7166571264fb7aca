import type { Catalog, Entity } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import type { Ident } from "./node";
import type { Place } from "./places";

/** One reading of a statement in progress. */
export type Reading = {
  catalog: Catalog;
  problems: Omit<Problem, "path" | "line">[];
  /** Where rows of entities stand in the text. */
  cuts: { place: Place; entity: Entity; hasAlias: boolean; name: Ident }[];
  /** Entities by every name columns may be found under, lower case; empty for tables of the statement's own. */
  tables: Map<string, Set<Entity>>;
  /** Names the statement gives to values. */
  given: Set<string>;
  /** Columns that are named, with their table where it is said; null: all of them. */
  named: { table: string | null; column: string | null }[];
  /** Columns that are set beside a value somebody wrote. */
  compared: string[];
};

export function say(reading: Reading, message: string, fix: string, code = "TRAIT_SQL"): void {
  if (!reading.problems.some((problem) => problem.message === message)) {
    reading.problems.push({ code, message, fix });
  }
}
