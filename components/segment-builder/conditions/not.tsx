import type { NotCondition } from "@/lib/core/segment/types";
import { ConditionBody } from "./condition-body";

/** The exact opposite: people of whom the value is unknown are in. */
export function NotConditionEditor({
  condition,
  path,
  entity,
}: {
  condition: NotCondition;
  path: string;
  entity: string;
}) {
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <span
        title="The exact opposite: where it is unknown, this holds too."
        className="mt-1 rounded-sm bg-warn-soft px-1.5 py-0.5 text-xs font-medium text-warn"
      >
        NOT
      </span>
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <ConditionBody condition={condition.not} path={`${path}.not`} entity={entity} />
      </div>
    </div>
  );
}
