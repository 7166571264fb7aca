"use client";

import { count } from "@/components/ui/numbers";
import type { ColumnKind } from "@/lib/core/catalog/types";
import { replaceAt } from "@/lib/core/segment/edit/at";
import type { ListCondition } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { useListsOf } from "../choices/lists";
import { InlineSelect } from "../inputs/inline-select";
import { ValueSlot } from "../values/value-slot";

const holdable = (kind: ColumnKind) => kind === "text" || kind === "integer";

/** Whose value is in a held list: which value, which list, and how many it holds. */
export function ListConditionEditor({
  condition,
  path,
  entity,
}: {
  condition: ListCondition;
  path: string;
  entity: string;
}) {
  const { edit } = useBuilder();
  const lists = useListsOf(entity);
  const chosen = lists.find(({ slug }) => slug === condition.list);
  return (
    <div className="flex flex-wrap items-center gap-1.5 py-0.5 text-sm">
      <ValueSlot
        value={condition.key}
        path={`${path}.key`}
        entity={entity}
        label="Which value"
        accepts={holdable}
        onChange={(key) => edit((tree) => replaceAt(tree, `${path}.key`, key))}
      />
      is in the list
      <InlineSelect
        label="Which list"
        strong
        value={condition.list}
        options={[
          ...(chosen ? [] : [{ value: condition.list, label: condition.list || "choose…" }]),
          ...lists.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
        onChange={(list) => edit((tree) => replaceAt(tree, `${path}.list`, list))}
      />
      {chosen && <span className="text-ink-3 tabular-nums">{count(chosen.entries)} values</span>}
    </div>
  );
}
