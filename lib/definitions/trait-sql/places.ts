import type { Entity, SqlPiece } from "@/lib/core/catalog/types";

/** Lines and columns count characters from 1; the end is the one after. */
type Point = { line: number; column: number };
export type Place = { start: Point; end: Point };

type Cut = { place: Place; entity: Entity; hasAlias: boolean };

/** A place as the parser gives it. */
export function placeOf(span: unknown): Place {
  const { start, end } = (span ?? {}) as Partial<Place>;
  return { start: start ?? { line: 1, column: 1 }, end: end ?? { line: 1, column: 1 } };
}

/** The text with every table's name taken out; where it had no alias, its last part stays as one. */
export function cutText(text: string, cuts: readonly Cut[]): SqlPiece[] {
  const at = offsets(text);
  const sorted = cuts
    .map(({ place, entity, hasAlias }) => ({ from: at(place.start), to: at(place.end), entity, hasAlias }))
    .sort((a, b) => a.from - b.from);
  const pieces: SqlPiece[] = [];
  let done = 0;
  for (const { from, to, entity, hasAlias } of sorted) {
    const name = text.slice(from, to);
    pieces.push(text.slice(done, from), { entity: entity.name, alias: hasAlias ? null : lastPart(name) });
    done = to;
  }
  return [...pieces, text.slice(done)].filter((piece) => piece !== "");
}

/** `sales."my orders"` is called "my orders". */
function lastPart(name: string): string {
  return /("(?:[^"]|"")*"|`[^`]*`|[^."`\s]+)$/.exec(name)?.[1] ?? name;
}

function offsets(text: string): (point: Point) => number {
  const lines = text.split("\n");
  return ({ line, column }) => {
    const before = lines.slice(0, line - 1).reduce((length, one) => length + one.length + 1, 0);
    const characters = [...(lines[line - 1] ?? "")].slice(0, column - 1);
    return before + characters.join("").length;
  };
}
