import { ArrowLeftRight, X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { PartNames } from "@/lib/core/segment/part-names";
import type { Operand } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { LiteralInput } from "../inputs/literal-input";
import { isLiteral } from "../operators";
import { ValuePicker } from "../picker/value-picker";
import { comparableWith } from "../values/accepts";
import { ValueSlot } from "../values/value-slot";

/** The right side of a comparison: something typed, or another value of the same row, such as a second column. */
export function OperandInput({
  label,
  type,
  names,
  operand,
  path,
  entity,
  onChange,
}: {
  label: string;
  type: ColumnType;
  names?: PartNames | undefined;
  operand: Operand;
  path: string;
  entity: string;
  onChange: (operand: Operand) => void;
}) {
  const { readOnly } = useBuilder();
  const accepts = comparableWith(type.kind);
  if (!isLiteral(operand)) {
    return (
      <span className="inline-flex items-start">
        <ValueSlot
          value={operand}
          path={path}
          entity={entity}
          label={`${label}, compared with`}
          accepts={accepts}
          onChange={onChange}
        />
        {!readOnly && type.kind !== "boolean" && (
          <IconButton
            label="Compare with something typed instead"
            className="size-6"
            onClick={() => onChange("")}
          >
            <X aria-hidden />
          </IconButton>
        )}
      </span>
    );
  }
  return (
    <span className="inline-flex items-center">
      <LiteralInput label={label} type={type} names={names} value={operand} onChange={onChange} />
      {!readOnly && (
        <ValuePicker
          entity={entity}
          label="Compare with another value"
          accepts={accepts}
          onPick={onChange}
          trigger={
            <IconButton
              label="Compare with another value"
              className="size-6 opacity-60 hover:opacity-100 focus-visible:opacity-100"
            >
              <ArrowLeftRight aria-hidden />
            </IconButton>
          }
        />
      )}
    </span>
  );
}
