import type { RowScope, ScopeCondition, ScopeTest } from "./types";

/** Whether every row of the one is a row of the other, whatever the rows are. Nothing, being every row, is inside of no scope. */
export function isInsideScope(inner: ScopeCondition | undefined, outer: ScopeCondition): boolean {
  return inner !== undefined && outer.all.every((test) => inner.all.some((one) => isNarrower(one, test)));
}

/**
 * Whether a definition keeps to the rows of someone's scope by what is pinned to it. A draft may hold anything in its place, for it is
 * not looked at closely before it is a version: what is no scope is inside of none.
 */
export function isDefinitionInside(
  definition: { entity: string; scope?: unknown },
  { entity, where }: RowScope,
): boolean {
  const { scope } = definition;
  return definition.entity === entity && isScopeLike(scope) && isInsideScope(scope, where);
}

/** Whether it has the form of a scope, whatever it names. */
export function isScopeLike(scope: unknown): scope is ScopeCondition {
  const tests = (scope as { all?: unknown } | null | undefined)?.all;
  return (
    Array.isArray(tests) &&
    tests.every((test) => typeof test?.value?.column === "string" && Array.isArray(test?.is?.in))
  );
}

function isNarrower(one: ScopeTest, test: ScopeTest): boolean {
  if (one.value.column !== test.value.column) return false;
  const wider = new Set(test.is.in);
  return one.is.in.every((literal) => wider.has(literal));
}
