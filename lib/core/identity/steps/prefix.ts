import { sql } from "kysely";
import type { NormaliserStep } from "../types";

/** A text put before whatever there is; nothing stays nothing. */
export function prefix(text: string): NormaliserStep {
  return {
    text: (value) => `${text}${value}`,
    sql: (value) => sql`(${text} || ${value})`,
  };
}
