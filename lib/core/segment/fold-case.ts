/**
 * Text with its case folded: each code point on its own becomes its simple lower-case form, so "Σ" at a word's end is
 * "σ", "İ" is "i", and accents stay. Exactly what DuckDB's lower() does, for every code point.
 */
export function foldCase(text: string): string {
  let folded = "";
  for (const character of text) folded += foldCharacter(character);
  return folded;
}

function foldCharacter(character: string): string {
  const codePoint = character.codePointAt(0)!;
  if (codePoint === DOTTED_CAPITAL_I) return "i";
  return isUnknownToWarehouses(codePoint) ? character : character.toLowerCase();
}

/** JavaScript lowers it to two code points, "i" and a combining dot. */
const DOTTED_CAPITAL_I = 0x130;

/** First and last code point of the capitals Unicode added too recently (15.1 to 17) for DuckDB 1.5 to lower them. */
const UNKNOWN_TO_WAREHOUSES: readonly (readonly [number, number])[] = [
  [0x1c89, 0x1c89],
  [0xa7cb, 0xa7cc],
  [0xa7ce, 0xa7ce],
  [0xa7d2, 0xa7d2],
  [0xa7d4, 0xa7d4],
  [0xa7da, 0xa7da],
  [0xa7dc, 0xa7dc],
  [0x10d50, 0x10d65],
  [0x16ea0, 0x16eb8],
];

function isUnknownToWarehouses(codePoint: number): boolean {
  if (codePoint < 0x1c89) return false;
  return UNKNOWN_TO_WAREHOUSES.some(([first, last]) => first <= codePoint && codePoint <= last);
}
