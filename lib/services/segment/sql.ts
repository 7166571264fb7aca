import type { Catalog } from "@/lib/core/catalog/types";
import { explainMembers } from "@/lib/core/compile/members";
import type { Outline } from "@/lib/core/compile/plan";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import type { Segment } from "@/lib/core/segment/types";
import { findDialect } from "./open-warehouse";

type Question = { catalog: Catalog; segment: Segment; asOf: string; dialect?: string };

/** The question as the warehouse is asked it; by default in the dialect of the catalog's own warehouse. */
export function sql(question: Question): SqlQuery {
  return explain(question).query;
}

/** The same beside its plan: the condition with what answers each part, and every set that is built. */
export function explain(question: Question): { query: SqlQuery; outline: () => Outline } {
  const { catalog, segment, asOf } = question;
  const dialect = findDialect(question.dialect ?? catalog.warehouse.kind);
  return explainMembers({ segment, catalog, dialect, asOf });
}
