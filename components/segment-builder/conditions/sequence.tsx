import type { SequenceCondition } from "@/lib/core/segment/types";
import { WrittenCondition } from "./written";

export function SequenceConditionEditor({ condition }: { condition: SequenceCondition }) {
  const steps = condition.sequence.steps.map((step) => (step.none ? `no ${step.of}` : step.of));
  return <WrittenCondition words={`has ${steps.join(", then ")}`} />;
}
