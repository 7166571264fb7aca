import type { DestinationDefinition } from "@/lib/core/ports/destination";

/** What an approval binds of a destination's normalisers: one whose steps changed meaning has another version. */
export function normalisersOf<Settings>(
  definition: Pick<DestinationDefinition<Settings>, "fields">,
): { field: string; id: string; version: number }[] {
  return definition.fields
    .map(({ id, normaliser }) => ({ field: id, id: normaliser.id, version: normaliser.version }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}
