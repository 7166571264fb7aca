import { sql } from "kysely";
import type { NormaliserStep } from "../types";
import { runSql, runText } from "./run";

/** Tries lists of steps on the same value; the first that gives something wins. */
export function first(...alternatives: (readonly NormaliserStep[])[]): NormaliserStep {
  return {
    text: (value, context) => {
      for (const steps of alternatives) {
        const result = runText(steps, value, context);
        if (result !== null) return result;
      }
      return null;
    },
    sql: (value, context) =>
      context.dialect.bind(`v${context.depth}`, value, (reference) => {
        const inner = { ...context, depth: context.depth + 1 };
        return sql`coalesce(${sql.join(alternatives.map((steps) => runSql(steps, reference, inner)))})`;
      }),
  };
}
