/** Texts as one text, and what stands between them: a character that none of them has. */
export function joinTexts(texts: readonly string[]): { joined: string; separator: string } {
  for (let code = FIRST; ; code = code === FIRST ? PRIVATE_USE : code + 1) {
    const separator = String.fromCodePoint(code);
    if (!texts.some((text) => text.includes(separator))) return { joined: texts.join(separator), separator };
  }
}

const FIRST = 10;
const PRIVATE_USE = 0xe000;
