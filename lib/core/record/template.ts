/** A template, cut into its texts and the columns between braces. */
export type Piece = { text: string } | { column: string };

/** Null: a brace is left open or stands alone. */
export function piecesOf(template: string): Piece[] | null {
  const pieces: Piece[] = [];
  let rest = template;
  while (rest !== "") {
    const [, text = "", column] = /^([^{}]*)(?:\{([^{}]+)\})?/.exec(rest)!;
    const length = text.length + (column === undefined ? 0 : column.length + 2);
    if (length === 0) return null;
    if (text !== "") pieces.push({ text });
    if (column !== undefined) pieces.push({ column: column.trim() });
    rest = rest.slice(length);
  }
  return pieces;
}
