import { classNames } from "@/components/ui/class-names";
import { type TestKind, testKind } from "@/lib/core/segment/kinds";
import { useBuilder } from "../builder-context";
import type { TestEditorProps } from "./test-editor";

const FOLDING: readonly TestKind[] = [
  "eq",
  "not_eq",
  "in",
  "not_in",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
];

/** Whether "berlin" is "Berlin": looking for a part of a text it starts as the same, whole values as not. */
export function CaseSwitch({ test, type, onChange }: TestEditorProps) {
  const { readOnly } = useBuilder();
  if (type.kind !== "text" || !FOLDING.includes(testKind(test))) return null;
  const { ignore_case: folds = false, ...exact } = test;
  const says = folds ? "Upper and lower case are the same" : "Upper and lower case must match";
  if (readOnly) return folds ? <span className="text-xs leading-7 text-ink-3">any case</span> : null;
  return (
    <button
      type="button"
      aria-pressed={!folds}
      aria-label="Match case"
      title={`${says}; click to change`}
      onClick={() => onChange(folds ? exact : { ...test, ignore_case: true })}
      className={classNames(
        "h-7 rounded-sm px-1.5 text-xs hover:bg-hover",
        folds ? "text-ink-3" : "font-medium text-ink",
      )}
    >
      Aa
    </button>
  );
}
