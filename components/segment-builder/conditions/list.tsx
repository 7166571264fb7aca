import type { ListCondition } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { valueWords } from "../values/value-words";

export function ListConditionEditor({ condition, entity }: { condition: ListCondition; entity: string }) {
  const { catalog } = useBuilder();
  return (
    <p className="py-1 text-sm">
      {valueWords(catalog, entity, condition.key)} is in the list {condition.list}
    </p>
  );
}
