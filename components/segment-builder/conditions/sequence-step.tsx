"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import type { KeyboardEvent } from "react";
import { IconButton } from "@/components/ui/button";
import { endOf, namedTime } from "@/lib/core/catalog/fields";
import { replaceAt } from "@/lib/core/segment/edit/at";
import { changeStep, moveStepOf, removeStep } from "@/lib/core/segment/edit/steps";
import type { SequenceStep } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { AtSelect } from "../inputs/at-select";
import { InlineSelect } from "../inputs/inline-select";
import { RelatedSelect } from "../inputs/related-select";
import { WholeNumberInput } from "../inputs/whole-number-input";
import { InsideOf } from "../outer";
import { UnitSelect } from "../windows/units";
import { ConditionSlot } from "./slot";

type StepProps = { steps: readonly SequenceStep[]; index: number; list: string; entity: string };

/** "then one of Orders within 30 days where …": which rows, how soon after the step before, and what holds of them. */
export function SequenceStepEditor({ steps, index, list, entity }: StepProps) {
  const { catalog, edit, readOnly, announce, focusRow } = useBuilder();
  const step = steps[index]!;
  const path = `${list}[${index}]`;
  const end = endOf(catalog, entity, step.of);
  const change = (next: SequenceStep, merge?: string) =>
    edit((tree) => changeStep(tree, list, index, next), merge);

  function move(by: -1 | 1) {
    const to = index + by;
    if (to < 0 || to >= steps.length) return;
    edit((tree) => moveStepOf(tree, list, index, to));
    focusRow(`${list}[${to}]`, "handle");
    announce(`Now step ${to + 1} of ${steps.length}.`);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown") || readOnly) return;
    // The nearest row inside a step's conditions moves by itself; the step moves from its own controls only.
    if ((event.target as HTMLElement).closest("[data-row], [data-step]") !== event.currentTarget) return;
    event.preventDefault();
    event.stopPropagation();
    move(event.key === "ArrowUp" ? -1 : 1);
  }

  return (
    <li
      aria-label={`Step ${index + 1} of ${steps.length}`}
      data-step={path}
      onKeyDown={onKeyDown}
      className="py-0.5"
    >
      <div className="flex flex-wrap items-center gap-1.5 text-sm">
        <Joint step={step} index={index} onChange={change} />
        <RelatedSelect
          entity={entity}
          path={step.of}
          label="Of which"
          timed
          onChange={(of) => {
            const there = endOf(catalog, entity, of);
            const { where, at: _at, ...kept } = step;
            const sameRows = there === end && where !== undefined;
            change({ ...kept, of, ...namedTime(catalog, there), ...(sameRows ? { where } : {}) });
          }}
        />
        {index > 0 && <Limit step={step} onChange={change} path={path} />}
        <AtSelect
          end={end}
          at={step.at}
          onChange={(at) => edit((tree) => replaceAt(tree, `${path}.at`, at))}
        />
        {!readOnly && (
          <span className="ml-auto inline-flex opacity-60 focus-within:opacity-100 hover:opacity-100">
            <IconButton
              label={`Move step ${index + 1} up`}
              data-step-handle
              disabled={index === 0}
              className="size-6"
              onClick={() => move(-1)}
            >
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton
              label={`Move step ${index + 1} down`}
              data-step-handle
              disabled={index === steps.length - 1}
              className="size-6"
              onClick={() => move(1)}
            >
              <ArrowDown aria-hidden />
            </IconButton>
            <IconButton
              label={`Remove step ${index + 1}`}
              disabled={steps.length <= 2}
              title={steps.length <= 2 ? "A sequence has at least two steps" : undefined}
              className="size-6"
              onClick={() => {
                edit((tree) => removeStep(tree, list, index));
                focusRow(`${list}[${Math.max(0, index - 1)}]`, "handle");
                announce(`Step ${index + 1} removed.`);
              }}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </span>
        )}
      </div>
      <InsideOf entity={entity}>
        <ConditionSlot
          condition={step.where}
          path={`${path}.where`}
          entity={end}
          lead="where it meets"
          addLabel="only those where…"
        />
      </InsideOf>
    </li>
  );
}

type PartProps = { step: SequenceStep; onChange: (step: SequenceStep, merge?: string) => void };

/** The first step happened; each later one did or did not. */
function Joint({ step, index, onChange }: PartProps & { index: number }) {
  if (index === 0) return <span>first one of</span>;
  const { none: _none, ...happened } = step;
  return (
    <InlineSelect
      label={`Whether step ${index + 1} happened`}
      value={step.none ? "not" : "then"}
      options={[
        { value: "then", label: "then one of" },
        { value: "not", label: "and then none of" },
      ]}
      onChange={(word) => onChange(word === "not" ? { ...step, none: true } : happened)}
    />
  );
}

/** How soon after the last step that happened. */
function Limit({ step, path, onChange }: PartProps & { path: string }) {
  const { within, unit, ...open } = step;
  return (
    <>
      <InlineSelect
        label="How soon"
        value={within === undefined ? "ever" : "within"}
        options={[
          { value: "within", label: "within" },
          { value: "ever", label: step.none ? "ever after" : "at any later time" },
        ]}
        onChange={(word) => onChange(word === "ever" ? open : { ...step, within: 30, unit: "day" })}
      />
      {within !== undefined && (
        <>
          <WholeNumberInput
            label="How many"
            value={within}
            onChange={(many) => onChange({ ...step, within: many }, `${path}.within`)}
          />
          <UnitSelect
            value={unit ?? "day"}
            many={within !== 1}
            onChange={(next) => onChange({ ...step, unit: next })}
          />
        </>
      )}
    </>
  );
}
