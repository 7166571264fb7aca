import type { AudienceCondition } from "@/lib/core/segment/types";
import { WrittenCondition } from "./written";

export function AudienceConditionEditor({ condition }: { condition: AudienceCondition }) {
  const version = condition.version === undefined ? "" : `, version ${condition.version}`;
  return <WrittenCondition words={`is a member of the audience ${condition.audience}${version}`} />;
}
