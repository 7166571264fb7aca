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

/** What is wrong with a line, else what the policy says of it. */
function Outcome({ preview, field, path }: Pick<LineProps, "preview"> & { field: string; path: string }) {
  const wrong = preview?.problems.filter((problem) => problem.path.startsWith(path)) ?? [];
  if (wrong.length > 0) {
    return (
      <ul className="text-sm text-bad">
        {wrong.map(({ code, message, fix }) => (
          <li key={code}>
            {message} <span className="block text-xs text-ink-2">{fix}</span>
          </li>
        ))}
      </ul>
    );
  }
  const decision = preview?.decisions.find((one) => one.field === field);
  return decision ? <DecisionWords decision={decision} /> : null;
}

export const labelOf = (object: RecordObject, field: string) =>
  object.fields.find(({ id }) => id === field)?.label ?? field;
export const typeOf = (object: RecordObject, field: string): RecordFieldType | undefined =>
  object.fields.find(({ id }) => id === field)?.type;
