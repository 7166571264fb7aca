"use client";

import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/field";
import { INLINE } from "./inline-select";

/** A share above 0 and up to 100. While it is being rewritten the last good one stands; leaving the field shows it again. */
export function ShareInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && readShare(typed) === null;
  return (
    <Input
      aria-label={label}
      inputMode="decimal"
      value={typed ?? String(value)}
      aria-invalid={isWrong || undefined}
      title={isWrong ? "A number above 0 and up to 100" : undefined}
      onChange={({ target }) => {
        setTyped(target.value);
        const share = readShare(target.value);
        if (share !== null) onChange(share);
      }}
      onBlur={() => setTyped(null)}
      className={classNames(INLINE, "w-auto min-w-12 text-right field-sizing-content")}
    />
  );
}

/** "12.5" or "12,5 %"; null where it is no share. */
function readShare(typed: string): number | null {
  const match = /^\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*%?\s*$/.exec(typed);
  const share = match ? Number(match[1]!.replace(",", ".")) : 0;
  return share > 0 && share <= 100 ? share : null;
}
