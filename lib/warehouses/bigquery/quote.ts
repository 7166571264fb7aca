/** Between quotes of any kind: what would end them, and control characters, which not every quote may hold. */
export function escaped(text: string): string {
  return text.replace(/[\\`'"]|\p{Cc}/gu, (character) => {
    if (character === "\n") return "\\n";
    if (/\p{Cc}/u.test(character)) return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    return `\\${character}`;
  });
}

/** A table by its parts, as BigQuery writes it: `project.dataset.table`. */
export function tableName(parts: readonly string[]): string {
  return `\`${escaped(parts.join("."))}\``;
}
