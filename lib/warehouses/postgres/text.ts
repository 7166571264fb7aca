import { sql } from "kysely";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { postgresType } from "./column-type";

/** A plain cast prints dates and times as the session's DateStyle and TimeZone say. */
export function text(expression: Fragment, type: ColumnType): Fragment {
  switch (type.kind) {
    case "text":
      return expression;
    case "decimal":
      return sql`CAST(CAST(${expression} AS ${sql.raw(postgresType(type))}) AS text)`;
    case "date":
      return sql`to_char(${expression}, 'YYYY-MM-DD')`;
    case "timestamp":
      return type.zone === null
        ? sql`(${clock(sql`timezone('UTC', ${expression})`)} || '+00')`
        : clock(expression);
    default:
      return sql`CAST(${expression} AS text)`;
  }
}

/** Without a fraction where there is none. */
function clock(timestamp: Fragment): Fragment {
  return sql`rtrim(rtrim(to_char(${timestamp}, 'YYYY-MM-DD HH24:MI:SS.US'), '0'), '.')`;
}
