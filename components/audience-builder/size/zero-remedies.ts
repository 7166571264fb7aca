import { loosened } from "@/lib/core/segment/edit/loosen";
import { canIncludeUnknown } from "@/lib/core/segment/edit/unknown";
import { funnelRows, isSieve } from "@/lib/core/segment/funnel/rows";
import type { Condition, Segment } from "@/lib/core/segment/types";
import type { FunnelRowView, FunnelView } from "@/lib/core/views/builder";
import type { FunnelCount } from "@/lib/core/views/counts";

export type ZeroHelp = {
  /** The first condition after which nobody is left, and how many were before it. */
  culprit: { path: string; condition: Condition; before: FunnelCount };
  /** Conditions without which there would be somebody, the most people first. */
  without: { path: string; condition: Condition; people: FunnelCount }[];
  /** The culprit, asking less. */
  loosened: { path: string; condition: Condition } | null;
  unknown: { path: string; people: FunnelCount } | null;
};

const MOST = 3;

/** What can be done about a segment of nobody; null where somebody is in it, or there is nothing to take away. */
export function zeroHelp(tree: Segment, { members, population, rows: counts }: FunnelView): ZeroHelp | null {
  if (members !== 0 || population === 0) return null;
  const rows = funnelRows(tree.where).map((row, index) => ({ ...row, counts: counts[index]! }));
  const [whole] = rows;
  const outermost =
    whole?.group && isSieve(whole.group.kind) ? rows.filter(isDirectlyIn(whole.path)) : [whole!];
  const at = outermost.findIndex(({ counts: { kept } }) => kept === 0);
  const culprit = outermost[at];
  if (!culprit) return null;
  const { path, condition } = culprit;
  const wider = loosened(condition);
  const { unknown } = culprit.counts;
  return {
    culprit: { path, condition, before: at > 0 ? outermost[at - 1]!.counts.kept : population },
    without: outermost
      .filter(({ counts: { without } }) => without !== null && without !== 0)
      .map((row) => ({ path: row.path, condition: row.condition, people: row.counts.without! }))
      .sort((a, b) => sizeOf(b.people) - sizeOf(a.people))
      .slice(0, MOST),
    loosened: wider && !path.includes(".not") ? { path, condition: wider } : null,
    unknown: unknown && canIncludeUnknown(tree, path) ? { path, people: unknown } : null,
  };
}

function isDirectlyIn(group: string) {
  return ({ in: place }: { in: { group: { row: { path: string } } } | null; counts: FunnelRowView }) =>
    place?.group.row.path === group;
}

function sizeOf(people: FunnelCount): number {
  if (typeof people === "object") return people.about;
  return typeof people === "number" ? people : 0;
}
