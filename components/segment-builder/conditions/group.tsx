import { Fragment } from "react";
import { GROUP_KINDS, type Group } from "@/lib/core/segment/edit/group";
import { changeGroupKind } from "@/lib/core/segment/edit/wrap";
import { AddToGroup } from "../add-to-group";
import { useBuilder } from "../builder-context";
import { ConditionRow } from "../condition-row";
import { DropZone } from "../drag/drop-zone";
import { InlineSelect } from "../inputs/inline-select";
import { idOf } from "../node-ids";
import { Rail } from "../rail";
import { GROUP_WORDS } from "./condition-words";

const KINDS = GROUP_KINDS.map((kind) => ({ value: kind, label: GROUP_WORDS[kind].toUpperCase() }));
const EMPTY: Record<Group["kind"], string> = {
  all: "No condition yet: this holds for everyone.",
  any: "No condition yet: this holds for no one.",
  none: "No condition yet: this holds for everyone.",
  not_all: "No condition yet: this holds for no one.",
};

/** All, any, none or not all of what stands beneath. */
export function GroupEditor({
  group,
  path,
  entity,
  lead,
}: {
  group: Group;
  path: string;
  entity: string;
  lead?: string;
}) {
  const { edit, readOnly } = useBuilder();
  const list = `${path}.${group.list}`;
  return (
    <div>
      <div className="flex flex-wrap items-center gap-1.5">
        {lead && <span className="text-sm text-ink-2">{lead}</span>}
        <InlineSelect
          label="How many of these conditions"
          strong
          value={group.kind}
          options={KINDS}
          onChange={(kind) => edit((tree) => changeGroupKind(tree, path, kind))}
        />
      </div>
      <Rail>
        {group.children.map((child, index) => (
          <Fragment key={idOf(child)}>
            <DropZone list={list} index={index} entity={entity} />
            <ConditionRow condition={child} path={`${list}[${index}]`} entity={entity} />
          </Fragment>
        ))}
        <DropZone list={list} index={group.children.length} entity={entity} />
        {group.children.length === 0 && <p className="px-1 text-sm text-ink-3">{EMPTY[group.kind]}</p>}
        {!readOnly && <AddToGroup slot={path} entity={entity} />}
      </Rail>
    </div>
  );
}
