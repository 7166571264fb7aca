"use client";

import { X } from "lucide-react";
import { INLINE, InlineSelect } from "@/components/segment-builder/inputs/inline-select";
import { ShareInput } from "@/components/segment-builder/inputs/share-input";
import { Button, IconButton } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { count } from "@/components/ui/numbers";
import { resizeShare } from "@/lib/core/audience/resize-share";
import { percentLeft, percentOf, shareNames } from "@/lib/core/audience/splits";
import type { Share, Splits } from "@/lib/core/audience/types";
import { fieldsOf } from "@/lib/core/catalog/fields";
import { freshSalt, type SettingProps } from "./settings";

const START: readonly Share[] = [
  { name: "treatment", percent: 90 },
  { name: "holdout", percent: 10 },
];

/** Named shares of the members; a sync takes one of them, and what no sync takes is held out. */
export function SplitSetting({ definition, edit, catalog, readOnly, stages }: SettingProps) {
  const { splits, entity } = definition;
  const set = (next: Splits | undefined, merge?: string) =>
    edit(({ splits: _, ...rest }) => (next ? { ...rest, splits: next } : rest), merge);
  if (!splits) {
    if (readOnly) return <p className="text-sm leading-7">not split</p>;
    return (
      <Button size="sm" look="quiet" onClick={() => set({ salt: freshSalt(), shares: START })}>
        + split with a holdout
      </Button>
    );
  }
  const names = shareNames(splits);
  const left = percentLeft(splits.shares);
  const units = fieldsOf(catalog, entity).filter(({ column }) =>
    ["text", "integer"].includes(column.type.kind),
  );
  const size = (name: string | null) => stages?.shares.find((one) => one.name === name)?.members;
  return (
    <div className="flex flex-col gap-1.5">
      <ul className="flex flex-col gap-1">
        {names.map((name, at) => (
          // The place names it: the name itself is being typed.
          // biome-ignore lint/suspicious/noArrayIndexKey: shares are never reordered
          <li key={at} className="flex flex-wrap items-center gap-1.5">
            <ShareName
              name={name}
              taken={names}
              readOnly={readOnly}
              onChange={(next) => set(renamed(splits, name, next))}
            />
            <ShareInput
              label={`Percent of ${name}`}
              value={percentOf(splits.shares, name)}
              onChange={(percent) =>
                set({ ...splits, shares: resizeShare(splits.shares, name, percent) }, `splits.${name}`)
              }
            />
            <span className="text-sm">%</span>
            {size(name) !== undefined && (
              <span className="text-sm text-ink-3 tabular-nums">{count(size(name))}</span>
            )}
            {!readOnly && names.length > 1 && (
              <IconButton
                label={`Remove the share ${name}`}
                className="size-6"
                onClick={() => set({ ...splits, shares: resizeShare(splits.shares, name, 0) })}
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <p className="flex flex-wrap items-center gap-1.5 text-sm">
        {left > 0 && (
          <span className="text-ink-2">
            {left} % in no share{size(null) === undefined ? "" : ` (${count(size(null))})`}
          </span>
        )}
        {!readOnly && left > 0 && (
          <Button size="xs" onClick={() => set(added(splits, names, left))}>
            Add a share of it
          </Button>
        )}
      </p>
      <p className="flex flex-wrap items-center gap-1.5 text-sm">
        drawn
        <InlineSelect
          label="Who goes together"
          value={splits.unit?.column ?? ""}
          options={[
            { value: "", label: "one by one" },
            ...units.map(({ path, label, through }) => ({
              value: path,
              label: `with all of the same ${through ? `${through} › ${label}` : label}`,
            })),
          ]}
          onChange={(column) => {
            const { unit: _, ...rest } = splits;
            set(column === "" ? rest : { ...rest, unit: { column } });
          }}
        />
        {!readOnly && (
          <Button size="xs" look="quiet" onClick={() => set({ ...splits, salt: freshSalt() })}>
            Draw anew
          </Button>
        )}
        {!readOnly && (
          <Button size="xs" look="quiet" onClick={() => set(undefined)}>
            Remove the split
          </Button>
        )}
      </p>
    </div>
  );
}

function ShareName({
  name,
  taken,
  readOnly,
  onChange,
}: {
  name: string;
  taken: readonly string[];
  readOnly: boolean;
  onChange: (name: string) => void;
}) {
  if (readOnly) return <span className="text-sm">{name}</span>;
  return (
    <Input
      aria-label="Name of the share"
      key={name}
      defaultValue={name}
      maxLength={60}
      onBlur={({ target }) => {
        const next = target.value.trim();
        if (next === "" || (next !== name && taken.includes(next))) target.value = name;
        else if (next !== name) onChange(next);
      }}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      className={`${INLINE} w-40`}
    />
  );
}

function renamed(splits: Splits, from: string, to: string): Splits {
  return {
    ...splits,
    shares: splits.shares.map((share) => (share.name === from ? { ...share, name: to } : share)),
  };
}

function added(splits: Splits, names: readonly string[], left: number): Splits {
  const name = ["variant", "variant 2", "variant 3"].find((one) => !names.includes(one)) ?? freshSalt();
  return { ...splits, shares: resizeShare(splits.shares, name, left) };
}
