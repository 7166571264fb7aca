import type { ColumnType } from "@/lib/core/catalog/types";
import type { Literal, Operand } from "@/lib/core/segment/types";
import { LiteralInput } from "../inputs/literal-input";
import { isLiteral } from "../operators";
import { ValueWords } from "../values/value-words";

/** The right side of a comparison: something typed, or another value, which files can say and this editor shows. */
export function OperandInput({
  label,
  type,
  operand,
  onChange,
}: {
  label: string;
  type: ColumnType;
  operand: Operand;
  onChange: (operand: Literal) => void;
}) {
  if (!isLiteral(operand)) return <ValueWords value={operand} />;
  return <LiteralInput label={label} type={type} value={operand} onChange={onChange} />;
}
