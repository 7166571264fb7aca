import { resolveColumn, resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog, Column, Entity } from "@/lib/core/catalog/types";
import { Forbidden } from "@/lib/core/errors";
import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import type { Segment } from "@/lib/core/segment/types";
import { catalogOf } from "../row-scope/reading";
import { findDialect } from "../segment/open-warehouse";
import type { Scope } from "../service";
import { answered } from "./answers";
import { ask } from "./ask";
import { TooDear } from "./budget";

export type OpenColumn = { catalog: Catalog; entity: Entity; column: Column; dialect: Dialect; asOf: string };

/** The rows a question about one column answers. Throws Forbidden where the column is classified as personal. */
export async function askColumn(
  scope: Scope,
  named: { entity: string; column: string },
  question: (open: OpenColumn) => SqlQuery,
): Promise<Record<string, unknown>[]> {
  const { workspaceId } = scope.actor;
  const { catalog, baseFolder } = await catalogOf(scope.db, scope.actor);
  resolved(resolveEntity(catalog, named.entity));
  const { entity, column } = resolved(resolveColumn(catalog, named.entity, named.column));
  if (column.pii !== null) {
    throw new Forbidden(
      `${column.label} holds personal values, so they are not listed.`,
      "Ask whether it is known, or use another column.",
    );
  }
  // Asked at every key someone presses; values change slowly.
  const asOf = new Date(Math.floor(Date.now() / KEPT_FOR) * KEPT_FOR).toISOString();
  const query = question({ catalog, entity, column, dialect: findDialect(catalog.warehouse.kind), asOf });
  const segment: Segment = { version: 1, entity: entity.name, where: { all: [] } };
  return answered({ workspaceId, catalog, baseFolder, segment, asOf }, ["column", query], () =>
    unlessDear(ask(scope, { catalog, baseFolder, signal: scope.signal }, () => query)),
  );
}

const KEPT_FOR = 10 * 60_000;

/** Suggestions are not worth more than what may be scanned without asking. */
async function unlessDear(rows: Promise<Record<string, unknown>[]>): Promise<Record<string, unknown>[]> {
  try {
    return await rows;
  } catch (error) {
    if (error instanceof TooDear) return [];
    throw error;
  }
}
