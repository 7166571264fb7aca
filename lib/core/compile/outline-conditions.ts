import type { Catalog } from "@/lib/core/catalog/types";
import { describeCondition } from "@/lib/core/segment/describe";
import type { Condition } from "@/lib/core/segment/types";
import type { Answering, Outline, RowsPlan } from "./plan";

/** The tree of conditions, each with what answers it. */
export function conditionLines(
  condition: Condition,
  rows: RowsPlan,
  names: ReadonlyMap<Answering, string>,
  catalog: Catalog,
): Outline {
  const line = (one: Condition) => conditionLines(one, rows, names, catalog);
  const answering = [...(rows.answers.get(condition) ?? [])].map((set) => names.get(set)!);
  if ("all" in condition && condition.all.length > 0) {
    return { text: "all of", parts: condition.all.map(line) };
  }
  if ("any" in condition && condition.any.length > 0) {
    const together = answering.length > 0 ? ` · ${answering.join(", ")}` : "";
    return { text: `any of${together}`, parts: condition.any.map(line) };
  }
  if ("not" in condition) return { text: "not", parts: [line(condition.not)] };
  if ("audience" in condition && condition.where && !condition.limit) {
    return { text: `audience ${condition.audience}`, parts: [line(condition.where)] };
  }
  const says = describeCondition(condition, rows.entity.name, catalog);
  return { text: answering.length > 0 ? `${says} · ${answering.join(", ")}` : says, parts: [] };
}
