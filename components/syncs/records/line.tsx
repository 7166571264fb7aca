import { X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import type { SelectOption } from "@/components/ui/field";
import type { RecordFieldType, RecordObject, WriteRule } from "@/lib/core/ports/destination";
import type { RecordMapping } from "@/lib/core/record/types";
import type { RecordPreviewView } from "@/lib/core/views/record";
import { DecisionWords } from "../decision-words";

export type LineProps = {
  object: RecordObject;
  rules: readonly WriteRule[];
  columns: readonly SelectOption[];
  mapping: RecordMapping;
  preview: RecordPreviewView | undefined;
  onChange: (mapping: RecordMapping) => void;
};

/** The last cell of a line: what becomes of it, and the way to leave it out. */
export function OutcomeCell({
  preview,
  object,
  field,
  path,
  onRemove,
}: Pick<LineProps, "preview" | "object"> & { field: string; path: string; onRemove?: () => void }) {
  return (
    <td className="min-w-44 py-2">
      <div className="flex items-start gap-2">
        <Outcome preview={preview} field={field} path={path} />
        {onRemove && (
          <IconButton
            label={`Leave out ${labelOf(object, field)}`}
            className="ml-auto size-7 flex-none"
            onClick={onRemove}
          >
            <X aria-hidden />
          </IconButton>
        )}
      </div>
    </td>
  );
}

/** What the policy says of a line; nothing while something is wrong with it. */
function Outcome({ preview, field, path }: Pick<LineProps, "preview"> & { field: string; path: string }) {
  if (problemsAt(preview, path).length > 0) return null;
  const decision = preview?.decisions.find((one) => one.field === field);
  return decision ? <DecisionWords decision={decision} /> : null;
}

/** What is wrong with a line, beneath what was typed. */
export function LineProblems({ preview, path }: Pick<LineProps, "preview"> & { path: string }) {
  const wrong = problemsAt(preview, path);
  return (
    <ul aria-live="polite" className={wrong.length > 0 ? "mt-1.5 text-sm text-bad" : undefined}>
      {wrong.map(({ code, message, fix }) => (
        <li key={code}>
          {message} <span className="text-xs text-ink-2">{fix}</span>
        </li>
      ))}
    </ul>
  );
}

const problemsAt = (preview: LineProps["preview"], path: string) =>
  preview?.problems.filter((problem) => problem.path.startsWith(path)) ?? [];

export const labelOf = (object: RecordObject, field: string) =>
  object.fields.find(({ id }) => id === field)?.label ?? field;
export const typeOf = (object: RecordObject, field: string): RecordFieldType | undefined =>
  object.fields.find(({ id }) => id === field)?.type;
