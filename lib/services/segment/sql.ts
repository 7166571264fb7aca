import type { Catalog } from "@/lib/core/catalog/types";
import { compileMembers } from "@/lib/core/compile/members";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import type { Segment } from "@/lib/core/segment/types";
import { findDialect } from "./open-warehouse";

/** The question as the warehouse is asked it; by default in the dialect of the catalog's own warehouse. */
export function sql(question: {
  catalog: Catalog;
  segment: Segment;
  asOf: string;
  dialect?: string;
}): SqlQuery {
  const { catalog, segment, asOf } = question;
  const dialect = findDialect(question.dialect ?? catalog.warehouse.kind);
  return compileMembers({ segment, catalog, dialect, asOf });
}
