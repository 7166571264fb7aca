import { Ban, Hash, TextCursorInput } from "lucide-react";
import type { FieldDecisionView } from "@/lib/core/views/decision";

const WITHOUT = new Intl.ListFormat("en");

/** In what form a field leaves, or why it stays: word, shape and the policy's line. */
export function DecisionWords({ decision }: { decision: FieldDecisionView }) {
  if (!decision.allowed) {
    return (
      <div className="text-sm">
        <span className="inline-flex items-center gap-1.5 text-bad">
          <Ban aria-hidden className="size-3.5" />
          blocked
        </span>
        <p className="text-xs text-ink-3">{decision.line}</p>
        {decision.reason && decision.rule !== "blocked" && (
          <p className="text-xs text-ink-2">{decision.reason}</p>
        )}
      </div>
    );
  }
  if (decision.lacks) {
    return (
      <div className="text-sm">
        <span className="text-ink-2">stays</span>
        <p className="text-xs text-ink-2">
          It finds nobody without {WITHOUT.format(decision.lacks)}, which{" "}
          {decision.lacks.length === 1 ? "is" : "are"} not sent.
        </p>
      </div>
    );
  }
  const Icon = decision.form === "hashed" ? Hash : TextCursorInput;
  return (
    <div className="text-sm">
      <span className="inline-flex items-center gap-1.5 text-good">
        <Icon aria-hidden className="size-3.5" />
        {decision.form === "hashed" ? "leaves hashed" : "leaves as it is"}
      </span>
      <p className="text-xs text-ink-3">{decision.line}</p>
    </div>
  );
}
