import { asGroup } from "@/lib/core/segment/edit/group";
import type { Condition } from "@/lib/core/segment/types";
import { AddToGroup } from "../add-to-group";
import { useBuilder } from "../builder-context";
import { ConditionRow } from "../condition-row";
import { Rail } from "../rail";
import { GroupEditor } from "./group";

/** A place that holds one condition: a measure's `where`, what every row must meet. */
export function ConditionSlot({
  condition,
  path,
  entity,
  lead,
  addLabel,
}: {
  condition: Condition | undefined;
  path: string;
  entity: string;
  lead: string;
  addLabel: string;
}) {
  const { readOnly } = useBuilder();
  if (condition === undefined) {
    return readOnly ? null : <AddToGroup slot={path} entity={entity} label={addLabel} groups={false} />;
  }
  const group = asGroup(condition);
  if (group) return <GroupEditor group={group} path={path} entity={entity} lead={lead} />;
  return (
    <div>
      <p className="text-sm text-ink-2">{lead}</p>
      <Rail>
        <ConditionRow condition={condition} path={path} entity={entity} />
        {!readOnly && <AddToGroup slot={path} entity={entity} />}
      </Rail>
    </div>
  );
}
