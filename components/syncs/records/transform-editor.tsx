"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Input, Select, type SelectOption, Textarea } from "@/components/ui/field";
import type { RecordFieldType } from "@/lib/core/ports/destination";
import type { Transform } from "@/lib/core/record/types";
import { type Base, fold, linesWithout, parseTable, type Step, tableText, unfold } from "./steps";

const BASES: readonly SelectOption[] = [
  { value: "column", label: "Column" },
  { value: "template", label: "Text with columns" },
  { value: "constant", label: "Same for everyone" },
];
const STEPS: readonly SelectOption[] = [
  { value: "cast", label: "Read as" },
  { value: "date", label: "Write date as" },
  { value: "lookup", label: "Look up" },
];
/** As deep as transforms may stand inside each other. */
const MOST_STEPS = 4;
const TYPES = ["text", "number", "boolean", "date", "datetime"] as const satisfies RecordFieldType[];

/** Where a value comes from, and what is made of it. */
export function TransformEditor({
  label,
  columns,
  value,
  onChange,
}: {
  /** Of the field it fills, for who cannot see the row. */
  label: string;
  columns: readonly SelectOption[];
  value: Transform;
  onChange: (transform: Transform) => void;
}) {
  const { base, steps } = unfold(value);
  const change = (next: { base?: Base; steps?: readonly Step[] }) => onChange(fold({ base, steps, ...next }));
  const replace = (at: number, step: Step) =>
    change({ steps: steps.map((one, i) => (i === at ? step : one)) });
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex gap-1.5">
        <Select
          aria-label={`Kind of value for ${label}`}
          className="w-32 flex-none"
          options={BASES}
          value={kindOf(base)}
          onChange={({ target }) => change({ base: emptyBase(target.value, columns[0]?.value ?? "") })}
        />
        <BaseEditor label={label} columns={columns} base={base} onChange={(next) => change({ base: next })} />
        {steps.length < MOST_STEPS && (
          <IconButton
            label={`Add a step for ${label}`}
            className="size-8 flex-none"
            onClick={() => change({ steps: [...steps, { kind: "lookup", table: {} }] })}
          >
            <Plus aria-hidden />
          </IconButton>
        )}
      </div>
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name, and are only added at the end
        <div key={at} className="flex gap-1.5 pl-3">
          <Select
            aria-label={`Step ${at + 1} for ${label}`}
            className="w-32 flex-none"
            options={STEPS}
            value={step.kind}
            onChange={({ target }) => replace(at, emptyStep(target.value))}
          />
          <StepEditor label={label} step={step} onChange={(next) => replace(at, next)} />
          <IconButton
            label={`Remove step ${at + 1} of ${label}`}
            className="size-8 flex-none"
            onClick={() => change({ steps: steps.filter((_, i) => i !== at) })}
          >
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
    </div>
  );
}

function BaseEditor({
  label,
  columns,
  base,
  onChange,
}: {
  label: string;
  columns: readonly SelectOption[];
  base: Base;
  onChange: (base: Base) => void;
}) {
  if ("column" in base) {
    return (
      <Select
        aria-label={`Column for ${label}`}
        options={columns}
        value={base.column}
        onChange={({ target }) => onChange({ column: target.value })}
      />
    );
  }
  const isTemplate = "template" in base;
  return (
    <Input
      aria-label={isTemplate ? `Text for ${label}` : `Value for ${label}`}
      placeholder={isTemplate ? "{first_name} {last_name}" : undefined}
      value={isTemplate ? base.template : String(base.constant)}
      onChange={({ target }) =>
        onChange(isTemplate ? { template: target.value } : { constant: target.value })
      }
    />
  );
}

function StepEditor({
  label,
  step,
  onChange,
}: {
  label: string;
  step: Step;
  onChange: (step: Step) => void;
}) {
  if (step.kind === "cast") {
    return (
      <Select
        aria-label={`Type of ${label}`}
        options={TYPES.map((type) => ({ value: type, label: type }))}
        value={step.to}
        onChange={({ target }) =>
          onChange({ kind: "cast", to: TYPES.find((one) => one === target.value) ?? "text" })
        }
      />
    );
  }
  if (step.kind === "date") {
    return (
      <Input
        aria-label={`Date format of ${label}`}
        value={step.format}
        onChange={({ target }) => onChange({ kind: "date", format: target.value })}
      />
    );
  }
  return <LookupEditor label={label} step={step} onChange={onChange} />;
}

type Lookup = Extract<Step, { kind: "lookup" }>;

function LookupEditor({
  label,
  step,
  onChange,
}: {
  label: string;
  step: Lookup;
  onChange: (step: Lookup) => void;
}) {
  // What is typed stays as it is typed: half a line is no entry yet.
  const [text, setText] = useState(tableText(step.table));
  const { otherwise, ...rest } = step;
  const dropped = linesWithout(text);
  return (
    <div className="flex w-full flex-col gap-1">
      <Textarea
        aria-label={`Look-up of ${label}`}
        rows={3}
        placeholder={"gold = A\nsilver = B"}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          onChange({ ...step, table: parseTable(target.value) });
        }}
      />
      {dropped.length > 0 && (
        <p className="text-xs text-warn">
          Left out, without “=”: {dropped.slice(0, 3).join(", ")}
          {dropped.length > 3 && ` and ${dropped.length - 3} more`}
        </p>
      )}
      <div className="flex items-center gap-1.5">
        <Input
          aria-label={`Otherwise, for ${label}`}
          placeholder="any other value: unknown"
          value={otherwise ?? ""}
          onChange={({ target }) =>
            onChange(target.value === "" ? rest : { ...rest, otherwise: target.value })
          }
        />
        {otherwise !== undefined && (
          <Button size="xs" look="quiet" onClick={() => onChange(rest)}>
            Clear
          </Button>
        )}
      </div>
    </div>
  );
}

function kindOf(base: Base): string {
  if ("column" in base) return "column";
  return "template" in base ? "template" : "constant";
}

function emptyBase(kind: string, column: string): Base {
  if (kind === "column") return { column };
  return kind === "template" ? { template: column ? `{${column}}` : "" } : { constant: "" };
}

function emptyStep(kind: string): Step {
  if (kind === "cast") return { kind, to: "text" };
  return kind === "date" ? { kind, format: "YYYY-MM-DD" } : { kind: "lookup", table: {} };
}
