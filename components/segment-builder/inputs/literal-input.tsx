"use client";

import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/field";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { PartNames } from "@/lib/core/segment/part-names";
import type { Literal } from "@/lib/core/segment/types";
import { INLINE, InlineSelect } from "./inline-select";
import { readNumber } from "./read-number";

/** One value of a type. What cannot be read yet stays as typed, and its row says so. */
export function LiteralInput({
  label,
  type,
  names,
  value,
  onChange,
}: {
  label: string;
  type: ColumnType;
  /** What its numbers stand for. */
  names?: PartNames | undefined;
  value: Literal;
  onChange: (value: Literal) => void;
}) {
  if (type.kind === "boolean") {
    return (
      <InlineSelect
        label={label}
        value={value === false ? "no" : "yes"}
        options={[
          { value: "yes", label: "yes" },
          { value: "no", label: "no" },
        ]}
        onChange={(word) => onChange(word === "yes")}
      />
    );
  }
  if (names) {
    const word = String(value);
    const options = Object.entries(names).map(([number, name]) => ({ value: number, label: name }));
    return (
      <InlineSelect
        label={label}
        value={word}
        options={word in names ? options : [{ value: word, label: word || "choose…" }, ...options]}
        onChange={(number) => onChange(readNumber(number, type))}
      />
    );
  }
  const isText = type.kind === "text";
  const isMoment = type.kind === "date" || type.kind === "timestamp";
  return (
    <Input
      aria-label={label}
      type={isMoment ? "date" : "text"}
      inputMode={isText || isMoment ? undefined : "decimal"}
      placeholder={isText ? "text" : "number"}
      value={isMoment ? String(value).slice(0, 10) : String(value)}
      onChange={({ target }) => onChange(isText || isMoment ? target.value : readNumber(target.value, type))}
      className={classNames(
        INLINE,
        "w-auto field-sizing-content",
        isText ? "min-w-32" : "min-w-16",
        !isText && "text-right",
      )}
    />
  );
}
