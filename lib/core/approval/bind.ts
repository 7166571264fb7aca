import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import { mappableFields } from "@/lib/core/destination/capability";
import type { GuardSettings } from "@/lib/core/guards/types";
import { normalisersOf } from "@/lib/core/identity/normalisers-of";
import type { Mapping, SyncMode, SyncUse } from "@/lib/core/membership/types";
import { own } from "@/lib/core/own";
import type { MappedDefinition, PolicyInForce } from "@/lib/core/policy/decide";
import { policyScopeOf } from "@/lib/core/policy/scope";
import type { SetDefinition } from "@/lib/core/ports/destination";
import { columnsRead } from "@/lib/core/record/columns";
import type { RecordTerms } from "@/lib/core/record/types";
import type { Segment } from "@/lib/core/segment/types";
import { readsOf } from "./reads";
import type { Bound } from "./types";

export type BindInput = {
  tree: AudienceDefinition;
  /** All that it means; left out where it names nothing. */
  segment?: Segment;
  around?: Pick<Bound, "audiences" | "exclusions" | "priority" | "split">;
  catalog: Catalog;
  /** Hashes of the content of lists, by name. */
  lists?: Readonly<Record<string, string>>;
  /** What relative paths of the catalog are relative to. */
  baseFolder: string;
  inForce: PolicyInForce;
  definition: MappedDefinition & Pick<SetDefinition, "id">;
  mapping: Mapping;
  /** Of a record sync. */
  record?: RecordTerms | null;
  mode: SyncMode;
  use: SyncUse;
  guards?: GuardSettings;
  destination: { endpoint: string; account: Readonly<Record<string, unknown>>; object: string };
};

/** Everything the approval of these two versions rests on, as it stands now. */
export function bind(input: BindInput): Bound {
  const { tree, segment = tree, catalog, mapping, definition } = input;
  const { record } = input;
  const { read, lists } = readByAudience(catalog, segment, mapping, record);
  const scope = policyScopeOf({ ...input, segment });
  const mapped = mappableFields(definition).filter((field) => mapping.fields[field.id]);
  return {
    version: 1,
    tree,
    ...input.around,
    warehouse: catalog.warehouse,
    baseFolder: input.baseFolder,
    catalog: read,
    policyCatalog: readByPolicy(catalog, tree.entity, scope),
    ...(lists.length > 0 && { lists: contentOf(lists, input.lists ?? {}) }),
    zone: catalog.zone,
    policy: scope,
    normalisers: normalisersOf(mapped),
    mapping,
    ...(record && { record }),
    mode: input.mode,
    use: input.use,
    ...(input.guards && Object.keys(input.guards).length > 0 && { guards: input.guards }),
    destination: { kind: definition.id, ...input.destination },
  };
}

/** What of the catalog an audience and a mapping read. */
export function readByAudience(
  catalog: Catalog,
  { entity, where }: Segment,
  mapping: Mapping,
  record?: RecordTerms | null,
): { read: Bound["catalog"]; lists: readonly string[] } {
  const reads = readsOf(catalog);
  reads.condition(entity, where);
  for (const { column } of Object.values(mapping.fields)) reads.column(entity, column);
  for (const column of record ? columnsRead(record.mapping) : []) reads.column(entity, column);
  if (mapping.country) reads.column(entity, mapping.country.column);
  return { read: reads.bound(), lists: reads.lists() };
}

/** A list that is gone holds nothing any more, which is a change as well. */
function contentOf(
  names: readonly string[],
  known: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, own(known, name) ?? "gone"]));
}

/** What of the catalog consent and suppression are read from. */
export function readByPolicy(
  catalog: Catalog,
  entity: string,
  scope: Pick<Bound["policy"], "consent" | "suppression">,
): Bound["policyCatalog"] {
  const reads = readsOf(catalog);
  const { consent, suppression } = scope;
  if (consent !== null && consent !== "not_required") reads.condition(entity, consent);
  for (const list of suppression) {
    reads.column(entity, list.memberColumn);
    reads.column(list.entity, list.column);
  }
  return reads.bound();
}
