import type { Literal } from "@/lib/core/segment/types";

/**
 * The rows of an entity somebody sees: those whose columns all hold one of the named values. An ordinary condition of the
 * language in its plainest form, so that which of two scopes is the wider can be told without asking a warehouse. A row whose
 * value is unknown is in no scope.
 */
export type ScopeCondition = { all: readonly ScopeTest[] };

/** A column of the entity, or one that to-one relations lead to. */
export type ScopeTest = { value: { column: string }; is: { in: readonly Literal[] } };

/** The row scope of a person. */
export type RowScope = { entity: string; where: ScopeCondition };
