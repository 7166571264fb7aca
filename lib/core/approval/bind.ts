import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import { normalisersOf } from "@/lib/core/identity/normalisers-of";
import type { Mapping, SyncMode, SyncUse } from "@/lib/core/membership/types";
import type { PolicyInForce } from "@/lib/core/policy/decide";
import { policyScopeOf } from "@/lib/core/policy/scope";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import type { Segment } from "@/lib/core/segment/types";
import { readsOf } from "./reads";
import type { Bound } from "./types";

export type BindInput = {
  tree: AudienceDefinition;
  /** All that it means; left out where it names nothing. */
  segment?: Segment;
  around?: Pick<Bound, "audiences" | "exclusions" | "priority" | "split">;
  catalog: Catalog;
  /** What relative paths of the catalog are relative to. */
  baseFolder: string;
  inForce: PolicyInForce;
  definition: Pick<DestinationDefinition, "id" | "label" | "fields">;
  mapping: Mapping;
  mode: SyncMode;
  use: SyncUse;
  destination: { endpoint: string; account: Readonly<Record<string, unknown>>; object: string };
};

/** Everything the approval of these two versions rests on, as it stands now. */
export function bind(input: BindInput): Bound {
  const { tree, segment = tree, catalog, mapping, definition } = input;
  const scope = policyScopeOf({ ...input, segment });
  const mapped = definition.fields.filter((field) => mapping.fields[field.id]);
  return {
    version: 1,
    tree,
    ...input.around,
    warehouse: catalog.warehouse,
    baseFolder: input.baseFolder,
    catalog: readByAudience(catalog, segment, mapping),
    policyCatalog: readByPolicy(catalog, tree.entity, scope),
    zone: catalog.zone,
    policy: scope,
    normalisers: normalisersOf(mapped),
    mapping,
    mode: input.mode,
    use: input.use,
    destination: { kind: definition.id, ...input.destination },
  };
}

function readByAudience(catalog: Catalog, { entity, where }: Segment, mapping: Mapping): Bound["catalog"] {
  const reads = readsOf(catalog);
  reads.condition(entity, where);
  for (const { column } of Object.values(mapping.fields)) reads.column(entity, column);
  if (mapping.country) reads.column(entity, mapping.country.column);
  return reads.bound();
}

function readByPolicy(catalog: Catalog, entity: string, scope: Bound["policy"]): Bound["policyCatalog"] {
  const reads = readsOf(catalog);
  const { consent, suppression } = scope;
  if (consent !== null && consent !== "not_required") reads.condition(entity, consent);
  for (const list of suppression) {
    reads.column(entity, list.memberColumn);
    reads.column(list.entity, list.column);
  }
  return reads.bound();
}
