/** A word or a label inside a sentence: "Total due" becomes "total due", "SKU" and "Straße 2B" stay. */
export function inSentence(label: string): string {
  const first = label.split(/\s/, 1)[0] ?? "";
  return /^\p{Lu}[^\p{Lu}\p{N}]*$/u.test(first) && first.length > 1
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function joinWords(words: readonly string[], last: "and" | "or"): string {
  if (words.length <= 1) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
