import type { Catalog } from "@/lib/core/catalog/types";
import { describeCondition } from "@/lib/core/segment/describe";
import type { RowScope } from "./types";

/** The scope in English: “region is any of North, South”. */
export function scopeWords({ entity, where }: RowScope, catalog: Catalog): string {
  return describeCondition(where, entity, catalog);
}
