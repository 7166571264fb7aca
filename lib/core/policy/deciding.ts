import type { Catalog, PiiTag } from "@/lib/core/catalog/types";
import { CoterieError } from "@/lib/core/errors";
import type { Segment } from "@/lib/core/segment/types";
import { visitCondition } from "@/lib/core/segment/visit";
import type { Policy } from "./types";

/** A personal column that a segment looks at to tell who is in it. */
export type DecidingColumn = { entity: string; column: string; label: string; pii: PiiTag };

/**
 * The personal columns that decide who is in a segment, each once: at the platform, being in the audience says something
 * about them. Columns rows are only joined on do not decide. What the catalog no longer knows ends the list.
 */
export function decidingColumns(segment: Segment, catalog: Catalog): DecidingColumn[] {
  const found = new Map<string, DecidingColumn>();
  try {
    visitCondition(segment.where, segment.entity, catalog, {
      column: ({ entity, column }) => {
        const { name, label, pii } = column;
        if (pii) found.set(`${entity.name}.${name}`, { entity: entity.name, column: name, label, pii });
      },
    });
  } catch (error) {
    if (!(error instanceof CoterieError)) throw error;
  }
  return [...found.values()];
}

/** Those of them whose tag this policy does not let decide. A policy that says nothing lets none. */
export function barredFromDeciding(
  policy: Policy,
  segment: Segment,
  catalog: Catalog,
): readonly DecidingColumn[] {
  const allowed = new Set<PiiTag>(policy.deciding ?? []);
  return decidingColumns(segment, catalog).filter(({ pii }) => !allowed.has(pii));
}
