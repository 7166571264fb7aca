"use client";

import type { Edit } from "@/components/segment-builder/builder-context";
import { Button } from "@/components/ui/button";
import { nearly } from "@/components/ui/numbers";
import { Notice } from "@/components/ui/states";
import type { Catalog } from "@/lib/core/catalog/types";
import { describeCondition } from "@/lib/core/segment/describe";
import { replaceAt } from "@/lib/core/segment/edit/at";
import { removeAt } from "@/lib/core/segment/edit/remove";
import { includeUnknown } from "@/lib/core/segment/edit/unknown";
import type { Condition, Segment } from "@/lib/core/segment/types";
import type { FunnelView } from "@/lib/core/views/builder";
import { zeroHelp } from "./zero-remedies";

/** What a button says here can be longer than the panel is wide. */
const WRAPS = "h-auto min-h-7 max-w-full py-1 text-left whitespace-normal";

/** Nobody is left: which condition emptied it, and what would bring people back. */
export function ZeroHelp({
  tree,
  funnel,
  catalog,
  edit,
}: {
  tree: Segment;
  funnel: FunnelView;
  catalog: Catalog;
  edit: Edit;
}) {
  const help = zeroHelp(tree, funnel);
  if (!help) return null;
  const { culprit, without, loosened, unknown } = help;
  // Quoted again here: marks within marks are single ones.
  const say = (condition: Condition) =>
    describeCondition(condition, tree.entity, catalog).replaceAll("“", "‘").replaceAll("”", "’");
  const words = say(culprit.condition);
  return (
    <Notice tone="info" title="Nobody meets all of this.">
      <p>
        {culprit.before === 0
          ? `Nobody meets “${words}” at all.`
          : `${nearly(culprit.before)} are left before “${words}”, and nobody after it.`}
      </p>
      <ul className="mt-2 flex flex-col items-start gap-1.5">
        {without.map(({ path, condition, people }) => (
          <li key={path}>
            <Button size="sm" className={WRAPS} onClick={() => edit((now) => removeAt(now, path))}>
              Remove “{short(say(condition))}”
            </Button>{" "}
            <span className="text-xs text-ink-3">{nearly(people)} without it</span>
          </li>
        ))}
        {loosened && (
          <li>
            <Button
              size="sm"
              className={WRAPS}
              onClick={() => edit((now) => replaceAt(now, loosened.path, loosened.condition))}
            >
              Look back twice as far: “{short(say(loosened.condition))}”
            </Button>
          </li>
        )}
        {unknown && (
          <li>
            <Button
              size="sm"
              className={WRAPS}
              onClick={() => edit((now) => includeUnknown(now, unknown.path))}
            >
              Include those of whom it is unknown
            </Button>{" "}
            <span className="text-xs text-ink-3">{nearly(unknown.people)} meet all that comes before</span>
          </li>
        )}
      </ul>
      {without.length === 0 && <p className="mt-1 text-xs">Taking one condition away is not enough.</p>}
    </Notice>
  );
}

function short(words: string): string {
  return words.length > 60 ? `${words.slice(0, 58)}…` : words;
}
