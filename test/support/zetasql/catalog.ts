import type { Catalog, Entity } from "@/lib/core/catalog/types";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import type { Tables } from "@/lib/core/segment/evaluate/index";
import { bigqueryType } from "@/lib/warehouses/bigquery/column-type";
import { namedParameters } from "@/lib/warehouses/bigquery/parameters";
import type { SqlType } from "./values";
import type { ZetaQuery, ZetaTable } from "./zetasql";

/** A compiled query as the analyser is asked it. */
export function zetaQuery(query: SqlQuery): ZetaQuery {
  const parameters = namedParameters(query).map(({ name, type, value }) => [name, { type, value }] as const);
  return { sql: query.sql, parameters: Object.fromEntries(parameters) };
}

/** A catalog's tables, with rows where there are any. */
export function zetaTables(catalog: Catalog, rows: Tables): ZetaTable[] {
  return Object.values(catalog.entities).map((entity) => {
    const columns = Object.values(entity.columns);
    return {
      name: tableOf(entity),
      // Whatever the catalog's type is called there.
      columns: Object.fromEntries(columns.map(({ name, type }) => [name, bigqueryType(type) as SqlType])),
      rows: (rows[entity.name] ?? []).map((row) => columns.map(({ name }) => row[name] ?? null)),
    };
  });
}

function tableOf({ name, source }: Entity): string {
  return source.kind === "table" ? source.table.join(".") : name;
}
