import type { ListCondition } from "@/lib/core/segment/types";
import { valueWords } from "../values/value-words";
import { WrittenCondition } from "./written";

export function ListConditionEditor({ condition }: { condition: ListCondition }) {
  return <WrittenCondition words={`${valueWords(condition.key)} is in the list ${condition.list}`} />;
}
