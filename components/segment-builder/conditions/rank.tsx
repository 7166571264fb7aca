import type { RankCondition } from "@/lib/core/segment/types";
import { valueWords } from "../values/value-words";
import { WrittenCondition } from "./written";

export function RankConditionEditor({ condition: { rank } }: { condition: RankCondition }) {
  const size =
    rank.top ?? (rank.percent === undefined ? `${rank.percentile}th percentile` : `${rank.percent} %`);
  const end = rank.order === "desc" ? "highest" : "lowest";
  return <WrittenCondition words={`is among the ${size} with the ${end} ${valueWords(rank.by)}`} />;
}
