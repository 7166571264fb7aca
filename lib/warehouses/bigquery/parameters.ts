import type { SqlParameter, SqlQuery } from "@/lib/core/ports/warehouse";

export type NamedParameter = {
  name: string;
  type: "STRING" | "INT64" | "FLOAT64" | "BOOL";
  value: SqlParameter;
};

/** The query's parameters by the names its SQL has for them. */
export function namedParameters({ parameters }: SqlQuery): NamedParameter[] {
  return parameters.map((value, index) => ({ name: `p${index}`, type: typeOf(value), value }));
}

function typeOf(value: SqlParameter): NamedParameter["type"] {
  if (typeof value === "boolean") return "BOOL";
  if (typeof value === "number") return Number.isSafeInteger(value) ? "INT64" : "FLOAT64";
  return "STRING";
}
