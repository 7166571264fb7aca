export type FieldChange = { field: string; before: string | null; after: string | null };

/** What differs between two recorded states, field by field; nested objects by dotted names. */
export function changedFields(before: unknown, after: unknown): FieldChange[] {
  const [old, now] = [flatten(before), flatten(after)];
  const fields = [...new Set([...old.keys(), ...now.keys()])];
  return fields
    .map((field) => ({
      field: field || "value",
      before: old.get(field) ?? null,
      after: now.get(field) ?? null,
    }))
    .filter((change) => change.before !== change.after);
}

/** A hash says that something changed; its first digits are enough for that. */
function shortened(text: string): string {
  return /^[0-9a-f]{40,}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}

function flatten(value: unknown, name = ""): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object") return new Map([[name, shortened(String(value))]]);
  if (Array.isArray(value)) return new Map([[name, JSON.stringify(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [
      ...flatten(inner, name === "" ? key : `${name}.${key}`),
    ]),
  );
}
