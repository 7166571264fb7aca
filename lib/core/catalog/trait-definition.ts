import type { Value } from "@/lib/core/segment/types";
import type { ColumnType, PiiTag } from "./types";

/** What makes a trait that is kept outside the catalog's file; its SQL is read anew with every catalog. */
export type TraitDefinition = { label: string; description?: string } & (
  | { kind: "value"; value: Value }
  | { kind: "sql"; sql: string; key: readonly string[]; column: string; type: ColumnType; pii: PiiTag | null }
);
