import type { Catalog } from "@/lib/core/catalog/types";
import { diffLines, type SentenceLine, sentenceLines } from "@/lib/core/segment/describe";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import type { ChangeSetView } from "@/lib/core/views";

/** The old conditions and the new ones, line by line. Nothing before: everything is new. */
export function changedWords(
  before: Segment | null,
  after: Segment,
  catalog: Catalog,
): ChangeSetView["words"] {
  const old = before ? linesOf(before, catalog) : [];
  return diffLines(old, linesOf(after, catalog)).map(({ depth, text, change }) => ({
    text: `${"  ".repeat(depth)}${text}`,
    change,
  }));
}

/** A version saved under an earlier catalog may no longer be sayable. */
function linesOf(tree: Segment, catalog: Catalog): SentenceLine[] {
  const { segment } = parseSegment(tree, { catalog });
  if (segment) return sentenceLines(segment, catalog);
  return [{ depth: 0, text: "Conditions the present catalog no longer knows" }];
}
