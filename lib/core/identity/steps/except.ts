import { sql } from "kysely";
import type { NormaliserStep } from "../types";

/** Everything but this one text, which is nothing. */
export function except(text: string): NormaliserStep {
  return {
    text: (value) => (value === text ? null : value),
    sql: (value) => sql`nullif(${value}, ${text})`,
  };
}
