"use client";

import { X } from "lucide-react";
import { InlineSelect } from "@/components/segment-builder/inputs/inline-select";
import { WholeNumberInput } from "@/components/segment-builder/inputs/whole-number-input";
import { ordered } from "@/components/segment-builder/values/accepts";
import { ValueSlot } from "@/components/segment-builder/values/value-slot";
import { Button, IconButton } from "@/components/ui/button";
import { fieldsOf } from "@/lib/core/catalog/fields";
import type { Limit } from "@/lib/core/segment/types";
import { freshSalt, type SettingProps } from "./settings";

const ORDERS = [
  { value: "desc", label: "with the highest" },
  { value: "asc", label: "with the lowest" },
  { value: "chance", label: "drawn by chance" },
] as const;

/** At most so many: in all, for each value of a column, or both; the first by a value, or some by chance. */
export function LimitSetting({ definition, edit, catalog, readOnly }: SettingProps) {
  const { limit, entity } = definition;
  const set = (next: Limit | undefined, merge?: string) =>
    edit(({ limit: _, ...rest }) => (next ? { ...rest, limit: next } : rest), merge);
  if (!limit) {
    if (readOnly) return <p className="text-sm leading-7">none</p>;
    return (
      <span className="flex flex-wrap gap-1.5">
        <Button size="sm" look="quiet" onClick={() => set({ top: 1_000, salt: freshSalt() })}>
          + at most so many
        </Button>
        <Button
          size="sm"
          look="quiet"
          onClick={() => set({ per: { column: "", at_most: 1 }, salt: freshSalt() })}
        >
          + at most so many of each…
        </Button>
      </span>
    );
  }
  const { top, per } = limit;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-start gap-1.5 [&>span]:leading-7">
        <span className="text-sm">keep</span>
        {top !== undefined && (
          <WholeNumberInput
            label="How many to keep"
            value={top}
            onChange={(value) => set({ ...limit, top: value }, "limit.top")}
          />
        )}
        {top === undefined && <span className="text-sm">those</span>}
        <LimitOrder limit={limit} entity={entity} set={set} />
        {!readOnly && (
          <IconButton label="Remove the limit" className="size-7" onClick={() => set(undefined)}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      {per ? (
        <div className="flex flex-wrap items-start gap-1.5 [&>span]:leading-7">
          <span className="text-sm">at most</span>
          <WholeNumberInput
            label="How many of each"
            value={per.at_most}
            onChange={(at_most) => set({ ...limit, per: { ...per, at_most } }, "limit.per")}
          />
          <span className="text-sm">of each</span>
          <InlineSelect
            label="Of each value of"
            value={per.column}
            options={[
              { value: "", label: "choose…" },
              ...fieldsOf(catalog, entity)
                .filter(({ column }) => column.type.kind !== "double")
                .map(({ path, label, through }) => ({
                  value: path,
                  label: through ? `${through} › ${label}` : label,
                })),
            ]}
            onChange={(column) => set({ ...limit, per: { ...per, column } })}
          />
          {!readOnly && top !== undefined && (
            <IconButton
              label="Remove the limit of each"
              className="size-7"
              onClick={() => set({ ...limit, per: undefined })}
            >
              <X aria-hidden />
            </IconButton>
          )}
        </div>
      ) : (
        !readOnly && (
          <span>
            <Button size="xs" look="quiet" onClick={() => set({ ...limit, per: { column: "", at_most: 1 } })}>
              + and at most so many of each…
            </Button>
          </span>
        )
      )}
      {!readOnly && per && top === undefined && (
        <span>
          <Button size="xs" look="quiet" onClick={() => set({ ...limit, top: 1_000 })}>
            + and so many in all
          </Button>
        </span>
      )}
    </div>
  );
}

function LimitOrder({ limit, entity, set }: { limit: Limit; entity: string; set: (next: Limit) => void }) {
  const { by, order } = limit;
  return (
    <>
      <InlineSelect
        label="Which ones"
        value={by ? (order ?? "desc") : "chance"}
        options={[...ORDERS]}
        onChange={(next) => {
          const { by: _by, order: _order, salt: _salt, ...kept } = limit;
          if (next === "chance") set({ ...kept, salt: freshSalt() });
          else set({ ...kept, by: by ?? { column: "" }, order: next });
        }}
      />
      {by && (
        <ValueSlot
          value={by}
          path="limit.by"
          entity={entity}
          label="By what"
          accepts={ordered}
          onChange={(value) => set({ ...limit, by: value })}
        />
      )}
    </>
  );
}
