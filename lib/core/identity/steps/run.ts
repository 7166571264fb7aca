import type { Fragment } from "@/lib/core/ports/warehouse";
import type { NormaliserStep, SqlContext, TextContext } from "../types";

/** One after another; the first that gives nothing ends it, and an empty text is nothing too. */
export function runText(
  steps: readonly NormaliserStep[],
  value: string,
  context: TextContext,
): string | null {
  let current: string | null = value;
  for (const step of steps) {
    if (current === null) return null;
    current = step.text(current, context);
  }
  return current;
}

export function runSql(steps: readonly NormaliserStep[], value: Fragment, context: SqlContext): Fragment {
  return steps.reduce((current, step) => step.sql(current, context), value);
}

/** Several steps as one. */
export function sequence(...steps: NormaliserStep[]): NormaliserStep {
  return {
    text: (value, context) => runText(steps, value, context),
    sql: (value, context) => runSql(steps, value, context),
  };
}
