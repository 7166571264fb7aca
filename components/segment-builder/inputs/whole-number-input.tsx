"use client";

import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/field";
import { INLINE } from "./inline-select";

/** A count of one or more. While it is being rewritten the last good number stands; leaving the field shows it again. */
export function WholeNumberInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      aria-label={label}
      inputMode="numeric"
      value={typed ?? String(value)}
      aria-invalid={typed !== null && !/^[1-9]\d{0,5}$/.test(typed) ? true : undefined}
      onChange={({ target }) => {
        setTyped(target.value);
        if (/^[1-9]\d{0,5}$/.test(target.value)) onChange(Number(target.value));
      }}
      onBlur={() => setTyped(null)}
      className={classNames(INLINE, "w-auto min-w-12 text-right field-sizing-content")}
    />
  );
}
