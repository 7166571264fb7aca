"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { conditionAt } from "@/lib/core/segment/edit/at";
import { asGroup } from "@/lib/core/segment/edit/group";
import { addTo } from "@/lib/core/segment/edit/insert";
import type { Condition } from "@/lib/core/segment/types";
import { useBuilder } from "./builder-context";
import { markFresh } from "./fresh-rows";
import { FieldPicker } from "./picker/field-picker";

/** "+ condition" and "+ group" at the end of a group or beside a single condition. */
export function AddToGroup({
  slot,
  entity,
  label = "condition",
  groups = true,
}: {
  slot: string;
  entity: string;
  label?: string;
  groups?: boolean;
}) {
  const { edit, current, focusRow } = useBuilder();
  function add(condition: Condition) {
    const there = conditionAt(current(), slot);
    const group = there && asGroup(there);
    markFresh(condition);
    edit((tree) => addTo(tree, slot, condition));
    focusRow(
      group ? `${slot}.${group.list}[${group.children.length}]` : `${slot}.all[${there ? 1 : 0}]`,
      "first",
    );
  }
  return (
    <div className="flex gap-1 py-0.5">
      <FieldPicker
        entity={entity}
        onPick={add}
        trigger={
          <Button
            look="quiet"
            size="sm"
            className="text-ink-3"
            data-add={slot}
            aria-keyshortcuts="Control+Enter"
            title="Ctrl Enter from any condition of the group"
          >
            <Plus aria-hidden className="size-3.5" />
            {label}
          </Button>
        }
      />
      {groups && (
        <Button look="quiet" size="sm" className="text-ink-3" onClick={() => add({ any: [] })}>
          <Plus aria-hidden className="size-3.5" />
          group
        </Button>
      )}
    </div>
  );
}
