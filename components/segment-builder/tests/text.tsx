import { CompareTest } from "./compare";
import type { TestEditorProps } from "./test-editor";

/** Contains, starts, ends: upper and lower case are the same unless someone says otherwise. */
export function TextTest(props: TestEditorProps) {
  const { test, onChange } = props;
  return (
    <>
      <CompareTest {...props} />
      <label className="flex h-7 items-center gap-1.5 text-xs text-ink-2">
        <input
          type="checkbox"
          checked={!test.ignore_case}
          onChange={({ target }) => onChange({ ...test, ignore_case: !target.checked })}
        />
        match case
      </label>
    </>
  );
}
