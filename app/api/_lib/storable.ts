/** Deeper than any tree a person builds, far from where readers that follow a tree would run out of stack. */
const DEEPEST = 256;

/** Why Postgres or a reader of trees could not take a value, as a sentence; null when they can. */
export function whyUnstorable(value: unknown, depth = 0): string | null {
  if (typeof value === "string") return whyText(value);
  if (typeof value !== "object" || value === null) return null;
  if (depth > DEEPEST) return "The request is nested too deeply.";
  for (const [name, member] of Object.entries(value)) {
    const why = whyText(name) ?? whyUnstorable(member, depth + 1);
    if (why !== null) return why;
  }
  return null;
}

function whyText(text: string): string | null {
  if (text.includes("\0")) return "The request contains a NUL character, which no text here may.";
  return text.isWellFormed() ? null : "The request contains half a character.";
}
