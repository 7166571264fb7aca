import type { DestinationField } from "@/lib/core/ports/destination";

/** What an approval binds of the fields that are sent: a normaliser whose steps changed meaning has another version. */
export function normalisersOf(
  fields: readonly Pick<DestinationField, "id" | "normaliser">[],
): Record<string, { id: string; version: number }> {
  return Object.fromEntries(
    fields.map(({ id, normaliser }) => [id, { id: normaliser.id, version: normaliser.version }]),
  );
}
