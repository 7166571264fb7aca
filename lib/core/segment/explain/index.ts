import type { Catalog, ColumnType, PiiTag } from "@/lib/core/catalog/types";
import type { PartNames } from "../part-names";
import type { Segment } from "../types";
import { type ExplainNode, explainNodes, type Kind } from "./nodes";

/** Why one row is in a segment, or is not: every condition with its answer. The first says whether the row is a member. */
export type Explained = {
  /** `where.all[1]`; what another audience means stands under `….where`. */
  path: string;
  kind: Kind;
  sentence: string;
  verdict: boolean;
  seen: Seen[];
  children: Explained[];
};

/** A value of the row that a condition looked at. Whoever shows it to people hides what their role may not see. */
export type Seen = {
  /** "Number of orders in the last 90 days". */
  words: string;
  /** As it is printed; times in ISO text, UTC; weekdays and months by their names. Null: unknown. */
  text: string | null;
  type: ColumnType;
  /** What the value tells of a person; null where nothing. */
  pii: PiiTag | null;
};

/** What the one row of `compileExplanation` says. */
export function readExplanation(
  segment: Segment,
  catalog: Catalog,
  row: Readonly<Record<string, unknown>>,
): Explained {
  let index = -1;
  const read = ({ path, kind, sentence, asked, children }: ExplainNode): Explained => {
    index += 1;
    const own = index;
    return {
      path,
      kind,
      sentence,
      verdict: isTrue(row[verdictColumn(own)]),
      seen: asked.map(({ words, type, pii, names }, at) => ({
        words,
        text: named(printed(row[valueColumn(own, at)], type), names),
        type,
        pii,
      })),
      children: children.map(read),
    };
  };
  return read(explainNodes(segment, catalog));
}

/** Columns of the answer, by the nodes in the order of reading. */
export function verdictColumn(node: number): string {
  return `c${node}`;
}

export function valueColumn(node: number, value: number): string {
  return `c${node}_${value}`;
}

/** Warehouses answer with booleans, or with their text. */
export function isTrue(answer: unknown): boolean {
  return answer === true || answer === "true" || answer === "t";
}

function named(text: string | null, names: PartNames | undefined): string | null {
  return (text !== null && names?.[text]) || text;
}

function printed(answer: unknown, type: ColumnType): string | null {
  if (answer === null || answer === undefined) return null;
  const text = String(answer);
  return type.kind === "timestamp" ? `${text.replace(" ", "T").replace(/\+00$/, "")}Z` : text;
}
