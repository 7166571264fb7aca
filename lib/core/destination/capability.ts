import { CoterieError } from "@/lib/core/errors";
import type {
  DestinationClient,
  DestinationDefinition,
  DestinationField,
  RecordCapability,
  RecordClient,
  SetCapability,
  SetClient,
  SetDefinition,
  SyncKind,
} from "@/lib/core/ports/destination";

type Named = Pick<DestinationDefinition, "label">;

/** A destination as one that takes sets of people. Throws where it takes none. */
export function setOf({
  id,
  label,
  set,
}: Pick<DestinationDefinition, "id" | "label" | "set">): SetDefinition {
  if (set) return { id, label, ...set };
  throw doesNotTake({ label }, "audiences");
}

/** What a destination says of records. Throws where it takes none. */
export function recordsOf({
  label,
  record,
}: Pick<DestinationDefinition, "label" | "record">): RecordCapability {
  if (record) return record;
  throw doesNotTake({ label }, "records");
}

/** Rows of one call of a sync of this kind. */
export function batchRowsOf(definition: DestinationDefinition, kind: SyncKind): number {
  return (kind === "set" ? setOf(definition) : recordsOf(definition)).batchRows;
}

/** How a destination answers a batch of a sync of this kind. */
export function answersOf(definition: DestinationDefinition, kind: SyncKind): SetCapability["answers"] {
  return (kind === "set" ? setOf(definition) : recordsOf(definition)).answers;
}

/** Everything of a destination a column can be mapped to, in its order. */
export function mappableFields(
  set: Pick<SetDefinition, "fields"> & Partial<Pick<SetDefinition, "attributes">>,
): readonly DestinationField[] {
  return [...set.fields, ...(set.attributes ?? [])];
}

export function setClientOf(client: DestinationClient, named: Named): SetClient {
  if (client.set) return client.set;
  throw doesNotTake(named, "audiences");
}

export function recordClientOf(client: DestinationClient, named: Named): RecordClient {
  if (client.record) return client.record;
  throw doesNotTake(named, "records");
}

function doesNotTake({ label }: Named, what: "audiences" | "records"): CoterieError {
  return new CoterieError({
    code: "KIND_NOT_OFFERED",
    message: `${label} does not take ${what}.`,
    remedy: "fix_input",
    fix: "Choose another destination for this sync.",
  });
}
