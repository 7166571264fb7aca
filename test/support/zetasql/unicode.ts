/** Nothing, halves of pairs, private characters, ideographs and Hangul: too many to ask the interpreter about. */
export const HAS_NO_CASE = /[\p{Cn}\p{Cs}\p{Co}\p{Ideographic}\p{Script=Hangul}]/u;

export function isUnknownToTheInterpreter(character: string): boolean {
  return UNKNOWN.has(character.codePointAt(0) ?? 0);
}

/** Marks that Unicode added in 12 to 15, of scripts few write today: the interpreter does not know that they combine. */
const UNKNOWN = new Set([
  ...[0x898, 0x89c, 0x89d, 0x89e, 0x89f, 0x8ca, 0x8cb, 0x8cc, 0x8cd, 0x8ce, 0xc3c, 0x1715],
  ...[0x1ac1, 0x1ac2, 0x1ac5, 0x1ac6, 0x1ac7, 0x1ac8, 0x1ac9, 0x1acb, 0x1acc, 0x1acd, 0x1ace, 0x1dfa, 0xa82c],
  ...[
    0x10eab, 0x10eac, 0x10f82, 0x10f84, 0x11070, 0x11935, 0x11938, 0x1193d, 0x1193e, 0x11943, 0x11f41,
    0x11f42,
  ],
  ...[0x16ff0, 0x16ff1, 0x1e08f, 0x1e2ae, 0x1e4ec, 0x1e4ed, 0x1e4ef],
]);
