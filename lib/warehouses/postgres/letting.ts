import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";

/**
 * What is used several times is written and computed once. OFFSET 0 keeps the planner from putting the text of the value
 * back wherever its name stands.
 */
export function letting(name: string, value: Fragment, body: (name: Fragment) => Fragment): Fragment {
  const id = sql`${sql.id(name)}`;
  return sql`(SELECT ${body(id)} FROM (SELECT ${value} AS ${id} OFFSET 0) AS ${sql.id(`${name}_let`)})`;
}
