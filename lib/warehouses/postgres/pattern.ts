/**
 * A pattern as Postgres reads it. Both read groups, counts, classes and anchors alike; what differs is said here. Postgres
 * takes the longest of several alternatives where RE2 takes the first, which no translation helps: tests hold every
 * pattern of a normaliser to the same answers.
 */
export function toPostgresPattern(pattern: string): string {
  let translated = "";
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === "\\") {
      const [text, length] = translateEscape(pattern, at, inClass);
      translated += text;
      at += length - 1;
    } else if (inClass && character === "[") {
      // Else [[: would begin a class whose members depend on the locale.
      translated += "\\[";
    } else {
      if (character === "[") inClass = true;
      if (character === "]") inClass = false;
      translated += character;
    }
  }
  return translated;
}

/** What RE2 means by them; Postgres asks the locale. */
const SHORTHANDS: Record<string, string> = { s: "\\t\\n\\f\\r ", d: "0-9", w: "0-9A-Za-z_" };

/** The escape that begins there, translated, and how long it was. */
function translateEscape(pattern: string, at: number, inClass: boolean): [string, number] {
  const letter = pattern[at + 1] ?? "";
  const shorthand = SHORTHANDS[letter.toLowerCase()];
  if (shorthand !== undefined && !(inClass && letter !== letter.toLowerCase())) {
    if (inClass) return [shorthand, 2];
    return [letter === letter.toLowerCase() ? `[${shorthand}]` : `[^${shorthand}]`, 2];
  }
  if (letter === "x") {
    const hex = /^[0-9A-Fa-f]{2}/.exec(pattern.slice(at + 2))?.[0];
    // Postgres reads as many hex digits after \x as there are.
    if (hex) return [`\\u00${hex}`, 4];
  }
  if (/[tnrfv]/.test(letter)) return [`\\${letter}`, 2];
  if (/[A-Za-z0-9]/.test(letter) || letter === "") {
    throw new TypeError(
      `The pattern ${pattern} has the escape \\${letter}, which is not translated for Postgres.`,
    );
  }
  return [`\\${letter}`, 2];
}
