import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { endOf } from "@/lib/core/catalog/fields";
import { replaceAt } from "@/lib/core/segment/edit/at";
import { addStep } from "@/lib/core/segment/edit/steps";
import type { Sequence, SequenceCondition, SequenceStep } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { InlineSelect } from "../inputs/inline-select";
import { idOf } from "../node-ids";
import { Rail } from "../rail";
import { whenOf } from "../when-of";
import { WindowEditor } from "../windows/window-editor";
import { SequenceStepEditor } from "./sequence-step";

/** One thing, then another or not: steps that happened one after another. */
export function SequenceConditionEditor({
  condition: { sequence },
  path,
  entity,
}: {
  condition: SequenceCondition;
  path: string;
  entity: string;
}) {
  const { catalog, edit, readOnly, announce } = useBuilder();
  const at = `${path}.sequence`;
  const [first] = sequence.steps;
  const last = sequence.steps.at(-1);
  const { ofDates } = whenOf(catalog, endOf(catalog, entity, first?.of ?? ""), first?.at);
  const add = (none: boolean) => {
    if (!last) return;
    const { of, at: moment } = last;
    const step: SequenceStep = {
      of,
      ...(moment ? { at: moment } : {}),
      within: 30,
      unit: "day",
      ...(none ? { none: true } : {}),
    };
    edit((tree) => addStep(tree, `${at}.steps`, step));
    announce(`Step ${sequence.steps.length + 1} added.`);
  };
  return (
    <div>
      <div className="flex flex-wrap items-center gap-1.5 py-0.5 text-sm">
        one after another, from
        <InlineSelect<Sequence["anchor"]>
          label="Which first step counts"
          value={sequence.anchor}
          options={[
            { value: "any", label: "any first step" },
            { value: "first", label: "the earliest first step" },
          ]}
          onChange={(anchor) => edit((tree) => replaceAt(tree, `${at}.anchor`, anchor))}
        />
        <WindowEditor
          optional
          window={sequence.during}
          path={`${at}.during`}
          entity={entity}
          ofDates={ofDates}
          onChange={(during) => edit((tree) => replaceAt(tree, `${at}.during`, during), `${at}.during`)}
        />
      </div>
      <Rail list>
        {sequence.steps.map((step, index) => (
          <SequenceStepEditor
            key={idOf(step)}
            steps={sequence.steps}
            index={index}
            list={`${at}.steps`}
            entity={entity}
          />
        ))}
      </Rail>
      {!readOnly && (
        <div className="flex gap-1 py-0.5">
          <Button look="quiet" size="sm" className="text-ink-3" onClick={() => add(false)}>
            <Plus aria-hidden className="size-3.5" />
            then
          </Button>
          <Button look="quiet" size="sm" className="text-ink-3" onClick={() => add(true)}>
            <Plus aria-hidden className="size-3.5" />
            and did not
          </Button>
        </div>
      )}
    </div>
  );
}
