"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { InlineSelect } from "@/components/segment-builder/inputs/inline-select";
import { count, drawn } from "@/components/ui/numbers";
import { fieldsOf } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";
import { canBreakDown } from "@/lib/core/compile/breakdown";
import type { BreakdownView } from "@/lib/core/views/builder";
import { type Asking, useQuestion } from "../use-question";
import { Asked, BarLine, Section } from "./section";

/** Members by a column that is not personal. */
export function Breakdown({ asking, catalog, entity }: { asking: Asking; catalog: Catalog; entity: string }) {
  const options = useMemo(() => columnsToBreakDownBy(catalog, entity), [catalog, entity]);
  const [chosen, choose] = useQueryState("by", parseAsString);
  const column = options.find(({ value }) => value === chosen)?.value ?? options[0]?.value;
  const breakdown = useQuestion<BreakdownView>(
    "/segments/breakdown",
    { ...asking, enabled: asking.enabled && column !== undefined },
    { column },
  );
  if (column === undefined) return null;
  return (
    <Section
      title="Break down"
      aside={
        <InlineSelect
          label="Break down by"
          value={column}
          options={options}
          onChange={(path) => void choose(path)}
        />
      }
    >
      <Asked question={breakdown} lines={4}>
        {(answer) => <Lines breakdown={answer} />}
      </Asked>
    </Section>
  );
}

function Lines({ breakdown }: { breakdown: BreakdownView }) {
  const { values, unknown, others, withheld } = breakdown;
  if (withheld) return <p className="text-sm text-ink-3">Under ten members are not broken down.</p>;
  const total = values.reduce((sum, { people }) => sum + people, unknown + drawn(others));
  if (total === 0 || (others === 0 && unknown === 0 && values.length === 0)) {
    return <p className="text-sm text-ink-3">There is nobody to break down.</p>;
  }
  return (
    <ul aria-label={`Members by ${breakdown.column.label}`}>
      {values.map(({ value, people }) => (
        <BarLine
          key={value}
          label={value === "" ? "(empty)" : value}
          value={count(people)}
          part={people / total}
        />
      ))}
      {others !== 0 && (
        <BarLine
          label={
            <span className="text-ink-2">{values.length === 0 ? "all values together" : "other values"}</span>
          }
          value={count(others)}
          part={drawn(others) / total}
        />
      )}
      {unknown > 0 && (
        <BarLine
          label={<span className="text-ink-2">unknown</span>}
          value={count(unknown)}
          part={unknown / total}
        />
      )}
    </ul>
  );
}

/** Not personal, and few values: no key and no number with a fraction. Texts and yes-or-no first. */
function columnsToBreakDownBy(catalog: Catalog, entity: string) {
  const order = ["text", "boolean", "integer", "date", "timestamp"];
  return fieldsOf(catalog, entity)
    .filter(
      ({ column, entity: owner }) =>
        column.pii === null && canBreakDown(column.type) && !owner.key.includes(column.name),
    )
    .sort((a, b) => order.indexOf(a.column.type.kind) - order.indexOf(b.column.type.kind))
    .map(({ path, label, through }) => ({ value: path, label: through ? `${through} › ${label}` : label }));
}
