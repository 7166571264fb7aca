import { piecesOf } from "./template";
import { mappedRows, type RecordMapping, type Transform } from "./types";

/** The columns a value is made of, each once, in order. */
export function columnsOf(transform: Transform): string[] {
  if ("column" in transform) return [transform.column];
  if ("constant" in transform) return [];
  if ("cast" in transform) return columnsOf(transform.cast);
  if ("date" in transform) return columnsOf(transform.date);
  if ("lookup" in transform) return columnsOf(transform.lookup);
  const pieces = piecesOf(transform.template) ?? [];
  return [...new Set(pieces.flatMap((piece) => ("column" in piece ? [piece.column] : [])))];
}

/** Every column a mapping reads. */
export function columnsRead(mapping: RecordMapping): string[] {
  return [...new Set(mappedRows(mapping).flatMap(({ from }) => columnsOf(from)))];
}
