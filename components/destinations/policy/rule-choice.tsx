import { useId } from "react";
import { classNames } from "@/components/ui/class-names";
import type { FieldRule } from "@/lib/core/policy/types";

const RULES: readonly { value: FieldRule; label: string }[] = [
  { value: "blocked", label: "blocked" },
  { value: "hashed", label: "hashed" },
  { value: "plain", label: "plain" },
];

/** One cell a rule: a row of three radio buttons. */
export function RuleCells({
  label,
  value,
  onChange,
  readOnly,
}: {
  label: string;
  value: FieldRule;
  onChange: (rule: FieldRule) => void;
  readOnly: boolean;
}) {
  const name = useId();
  return RULES.map((rule) => (
    <td key={rule.value} className="py-1.5 text-center">
      <label className="inline-flex items-center gap-1.5 px-2 py-1">
        <input
          type="radio"
          name={name}
          aria-label={`${label}: ${rule.label}`}
          checked={value === rule.value}
          disabled={readOnly}
          onChange={() => onChange(rule.value)}
        />
        <span
          aria-hidden
          className={classNames(
            "text-xs",
            value === rule.value ? "font-medium text-ink" : "text-ink-3 max-sm:sr-only",
          )}
        >
          {rule.label}
        </span>
      </label>
    </td>
  ));
}
