import type { Value } from "../segment/types";
import type { InspectView } from "./builder";
import type { SmallCount, WithheldCount } from "./counts";
import type { TraitUsageView } from "./usage";

/** A trait; without an id it is one of the catalog's file. */
export type TraitRow = {
  id: string | null;
  entity: string;
  name: string;
  label: string;
  kind: "value" | "sql";
  /** Null where it cannot be told any more. */
  type: string | null;
  pii: string | null;
  /** What it is made of, in words; its SQL where it is made of that. */
  sentence: string;
  version: number | null;
  /** Why it no longer fits the catalog. */
  problem: string | null;
  updatedAt: string | null;
  updatedBy: string | null;
};

export type TraitView = TraitRow & {
  definition: { label: string; description?: string } & (
    | { kind: "value"; value: Value }
    | { kind: "sql"; sql: string; key: string[]; column: string; type: string; pii: string | null }
  );
  usedBy: TraitUsageView;
  versions: { version: number; createdAt: string; createdBy: string }[];
};

/** What a trait would be, and how its values are spread; `bars` is null where they are personal. */
export type TraitPreviewView = {
  sentence: string;
  type: string;
  pii: string | null;
  touches: InspectView["touches"];
  total: number;
  known: WithheldCount;
  bars: { label: string; people: number }[] | null;
  others: SmallCount;
  asOf: string;
};
