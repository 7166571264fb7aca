import type { EveryCondition } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { endOf, relatedLabel } from "../fields";
import { ConditionSlot } from "./slot";

/** Each of the related rows (or those of them that `where` keeps) meets the conditions; having none counts as yes. */
export function EveryConditionEditor({
  condition,
  path,
  entity,
}: {
  condition: EveryCondition;
  path: string;
  entity: string;
}) {
  const { catalog } = useBuilder();
  const end = endOf(catalog, entity, condition.every);
  return (
    <div className="py-0.5">
      <p className="py-1 text-sm">
        Every one of <span className="font-medium">{relatedLabel(catalog, entity, condition.every)}</span>
        <span className="text-ink-3"> · someone who has none counts as yes</span>
      </p>
      <ConditionSlot
        condition={condition.where}
        path={`${path}.where`}
        entity={end}
        lead="of those that meet"
        addLabel="only of those where…"
      />
      <ConditionSlot
        condition={condition.must}
        path={`${path}.must`}
        entity={end}
        lead="must meet"
        addLabel="condition"
      />
    </div>
  );
}
