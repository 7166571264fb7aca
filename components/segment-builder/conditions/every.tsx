import { endOf } from "@/lib/core/catalog/fields";
import { replaceAt } from "@/lib/core/segment/edit/at";
import type { EveryCondition } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { RelatedSelect } from "../inputs/related-select";
import { InsideOf } from "../outer";
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
  const { catalog, edit } = useBuilder();
  const end = endOf(catalog, entity, condition.every);
  return (
    <div className="py-0.5">
      <p className="flex flex-wrap items-center gap-1.5 text-sm">
        every one of
        <RelatedSelect
          entity={entity}
          path={condition.every}
          onChange={(every) =>
            edit((tree) =>
              replaceAt(
                tree,
                path,
                endOf(catalog, entity, every) === end
                  ? { ...condition, every }
                  : { every, must: { all: [] } },
              ),
            )
          }
        />
        <span className="text-ink-3">someone who has none counts as yes</span>
      </p>
      <InsideOf entity={entity}>
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
      </InsideOf>
    </div>
  );
}
