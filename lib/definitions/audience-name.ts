/** What the file of an audience says it is called; null where it says nothing that can be a name. */
export function nameOfAudience(value: unknown): string | null {
  if (!isNamed(value) || typeof value.name !== "string") return null;
  const name = value.name.trim();
  return name === "" || name.length > 200 ? null : name;
}

/** The definition alone. A name that cannot be one stays, to be refused with what else is not of the language. */
export function withoutName(value: unknown): unknown {
  if (!isNamed(value) || nameOfAudience(value) === null) return value;
  const { name: _, ...definition } = value;
  return definition;
}

function isNamed(value: unknown): value is { name: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "name" in value;
}
