"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import {
  type Builder,
  BuilderProvider,
  ProblemsProvider,
} from "@/components/segment-builder/builder-context";
import { DragArea } from "@/components/segment-builder/drag/drag-area";
import { problemsByRow } from "@/components/segment-builder/problems";
import { anyKind } from "@/components/segment-builder/values/accepts";
import { ValueSlot } from "@/components/segment-builder/values/value-slot";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { atPath } from "@/lib/core/path";
import type { Segment, Value, ValueCondition } from "@/lib/core/segment/types";
import { checkTraitValue } from "@/lib/core/segment/validate";

/** A value built as it is in a condition. The editors below speak of a tree, so it stands in the smallest there is. */
export function ValueBuilder({
  catalog,
  entity,
  name,
  value,
  onChange,
}: {
  catalog: Catalog;
  entity: string;
  name: string;
  value: Value;
  onChange: (value: Value) => void;
}) {
  const [said, setSaid] = useState("");
  const tree = useMemo(() => treeOf(entity, value), [entity, value]);
  const latest = useRef(tree);
  const change = useRef(onChange);
  useEffect(() => {
    latest.current = tree;
    change.current = onChange;
  }, [tree, onChange]);
  const builder = useMemo<Builder>(
    () => ({
      catalog,
      edit: (apply) => change.current(valueIn(apply(latest.current))),
      current: () => latest.current,
      readOnly: false,
      own: null,
      focusRow: () => {},
      announce: setSaid,
    }),
    [catalog],
  );
  const problems = useMemo(() => problemsOf(catalog, entity, name, value), [catalog, entity, name, value]);
  const byRow = useMemo(() => problemsByRow(tree.where, problems), [tree, problems]);
  const own = byRow.get("where") ?? [];
  return (
    <BuilderProvider value={builder}>
      <ProblemsProvider value={byRow}>
        <fieldset className="min-w-0">
          <legend className="mb-1 text-sm font-medium">Its value</legend>
          <DragArea>
            <ValueSlot
              value={value}
              path="where.value"
              entity={entity}
              label="The value"
              accepts={anyKind}
              onChange={onChange}
            />
          </DragArea>
          {own.map(({ message, fix }) => (
            <p key={message} className="mt-1 text-xs text-ink-2">
              {message} {fix}
            </p>
          ))}
          <p aria-live="polite" className="sr-only">
            {said}
          </p>
        </fieldset>
      </ProblemsProvider>
    </BuilderProvider>
  );
}

function treeOf(entity: string, value: Value): Segment {
  return { version: 1, entity, where: { value, is: { known: true } } };
}

/** The condition stays a comparison whatever its value becomes: the editors only change what is inside. */
function valueIn({ where }: Segment): Value {
  return (where as ValueCondition).value;
}

function problemsOf(catalog: Catalog, entity: string, name: string, value: Value): Problem[] {
  return checkTraitValue(catalog, entity, { name, value }).map((problem) =>
    atPath({ ...problem, at: ["where", "value", ...problem.at] }),
  );
}
