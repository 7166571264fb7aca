import type { RowScope, ScopeCondition, ScopeTest } from "./types";

/** Whether every row of the one is a row of the other, whatever the rows are. Nothing, being every row, is inside of no scope. */
export function isInsideScope(inner: ScopeCondition | undefined, outer: ScopeCondition): boolean {
  return inner !== undefined && outer.all.every((test) => inner.all.some((one) => isNarrower(one, test)));
}

/** Whether a definition keeps to the rows of someone's scope by what is pinned to it. */
export function isDefinitionInside(
  definition: { entity: string; scope?: ScopeCondition },
  { entity, where }: RowScope,
): boolean {
  return definition.entity === entity && isInsideScope(definition.scope, where);
}

function isNarrower(one: ScopeTest, test: ScopeTest): boolean {
  if (one.value.column !== test.value.column) return false;
  const wider = new Set(test.is.in);
  return one.is.in.every((literal) => wider.has(literal));
}
