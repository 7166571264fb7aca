"use client";

import { ChevronDown, ChevronRight, CircleAlert } from "lucide-react";
import { memo, useId, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import type { Problem } from "@/lib/core/errors";
import { asGroup } from "@/lib/core/segment/edit/group";
import type { Condition } from "@/lib/core/segment/types";
import { useBuilder, useProblemsAt } from "./builder-context";
import { ConditionBody } from "./conditions/condition-body";
import { conditionWords } from "./conditions/condition-words";
import { DragHandle } from "./drag/drag-handle";
import { leadOf } from "./rail";
import { RowMenu } from "./row-menu";
import { RowSlot } from "./row-slot";
import { useFresh } from "./use-fresh";
import { useRowKeys } from "./use-row-keys";

const NONE: readonly Problem[] = [];

export type RowProps = { condition: Condition; path: string; entity: string };

/** One condition: handle, sentence, menu, and beneath it what is wrong with it. Drawn again only when it changed. */
export const ConditionRow = memo(function ConditionRow({ condition, path, entity }: RowProps) {
  const { catalog, readOnly } = useBuilder();
  const { isFresh, onBlur } = useFresh(condition);
  const found = useProblemsAt(path);
  // Of a row nobody has had the time to fill in, only that something is still to come.
  const problems = isFresh ? NONE : found;
  const isOpen = isFresh && found.length > 0;
  const problemsId = useId();
  const [folded, setFolded] = useState(false);
  const onKeyDown = useRowKeys(path);
  const words = conditionWords(catalog, entity, condition);
  const foldable = isFoldable(condition);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own layout
    <div
      role="group"
      aria-label={words}
      aria-describedby={problems.length > 0 ? problemsId : undefined}
      data-row={path}
      onKeyDown={readOnly ? undefined : onKeyDown}
      onBlur={onBlur}
      style={leadOf((readOnly ? 0 : 1) + (foldable ? 1 : 0))}
      className={classNames(
        "group/row relative flex items-start gap-0.5 rounded-md py-0.5",
        problems.length > 0 && "bg-bad-soft/60 focus-within:bg-transparent",
      )}
    >
      {!readOnly && <DragHandle path={path} entity={entity} label={words} />}
      {foldable && (
        <button
          type="button"
          aria-expanded={!folded}
          aria-label={folded ? "Unfold" : "Fold"}
          onClick={() => setFolded(!folded)}
          className="mt-1 inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
        >
          {folded ? (
            <ChevronRight aria-hidden className="size-3.5" />
          ) : (
            <ChevronDown aria-hidden className="size-3.5" />
          )}
        </button>
      )}
      <div className="min-w-0 flex-1">
        {folded ? (
          <p className="truncate py-1 text-sm text-ink-2">{words}</p>
        ) : (
          <ConditionBody condition={condition} path={path} entity={entity} />
        )}
        {problems.length > 0 && (
          <ul id={problemsId} className="pb-1">
            {problems.map((problem) => (
              <li
                key={`${problem.path} ${problem.code}`}
                className="flex items-start gap-1.5 text-xs text-bad group-focus-within/row:text-ink-2"
              >
                <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
                <span>
                  {problem.message} {problem.fix}
                </span>
              </li>
            ))}
          </ul>
        )}
        {isOpen && <p className="pb-1 text-xs text-ink-3">Still to be filled in.</p>}
        <RowSlot at="beneath" condition={condition} path={path} entity={entity} />
      </div>
      <div
        className={classNames("flex items-start gap-0.5", asGroup(condition) && "absolute top-0.5 right-0")}
      >
        <RowSlot at="beside" condition={condition} path={path} entity={entity} />
        {!readOnly && <RowMenu condition={condition} path={path} label={words} />}
      </div>
    </div>
  );
});

/** What has rows of its own beneath. */
function isFoldable(condition: Condition): boolean {
  return (
    asGroup(condition) !== null || "every" in condition || "sequence" in condition || "rank" in condition
  );
}
