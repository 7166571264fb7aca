"use client";

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { asGroup } from "@/lib/core/segment/edit/group";
import type { Segment } from "@/lib/core/segment/types";
import { AddToGroup } from "./add-to-group";
import { type Builder, BuilderProvider, type Edit, ProblemsProvider } from "./builder-context";
import { ConditionRow } from "./condition-row";
import { GroupEditor } from "./conditions/group";
import { DragArea } from "./drag/drag-area";
import { problemsByRow } from "./problems";

const NONE: readonly Problem[] = [];

/** A condition tree as sentences. Controlled: the owner keeps the tree and applies the edits. */
export function SegmentEditor({
  segment,
  catalog,
  onEdit,
  problems = NONE,
  readOnly = false,
  own = null,
  lead,
  children,
}: {
  segment: Segment;
  catalog: Catalog;
  onEdit: Edit;
  problems?: readonly Problem[];
  readOnly?: boolean;
  own?: string | null;
  /** Before the word of the outermost group: "Everyone in Customers who meets". */
  lead: string;
  /** What else is built with the same editors, beneath the conditions. */
  children?: ReactNode;
}) {
  const frame = useRef<HTMLFieldSetElement>(null);
  const [said, setSaid] = useState("");
  const [focus, setFocus] = useState<{ path: string; part: "handle" | "first" } | null>(null);
  const focusRow = useCallback<Builder["focusRow"]>((path, part = "first") => setFocus({ path, part }), []);
  const latest = useRef(segment);
  useEffect(() => {
    latest.current = segment;
  }, [segment]);
  const builder = useMemo<Builder>(
    () => ({
      catalog,
      edit: onEdit,
      current: () => latest.current,
      readOnly,
      own,
      focusRow,
      announce: setSaid,
    }),
    [catalog, onEdit, readOnly, own, focusRow],
  );
  const byRow = useMemo(() => problemsByRow(segment.where, problems), [segment, problems]);

  useEffect(() => {
    if (focus) focusIn(frame.current, focus);
  }, [focus]);

  const group = asGroup(segment.where);
  const here = { path: "where", entity: segment.entity };
  return (
    <BuilderProvider value={builder}>
      <ProblemsProvider value={byRow}>
        <fieldset ref={frame} disabled={readOnly} className="min-w-0">
          <legend className="sr-only">Conditions</legend>
          <DragArea>
            {group ? (
              <GroupEditor group={group} {...here} lead={lead} />
            ) : (
              <>
                <p className="text-sm text-ink-2">{lead}</p>
                <ConditionRow condition={segment.where} {...here} />
                {!readOnly && <AddToGroup slot="where" entity={segment.entity} />}
              </>
            )}
          </DragArea>
        </fieldset>
        {children}
        <p aria-live="polite" className="sr-only">
          {said}
        </p>
      </ProblemsProvider>
    </BuilderProvider>
  );
}

function focusIn(frame: HTMLElement | null, { path, part }: { path: string; part: "handle" | "first" }) {
  const place = CSS.escape(path);
  const row = frame?.querySelector(`[data-row="${place}"], [data-step="${place}"]`);
  const handle = row?.querySelector<HTMLElement>("[data-handle], [data-step-handle]:enabled");
  const inputs = [...(row?.querySelectorAll<HTMLInputElement>("input:not([type=checkbox])") ?? [])];
  const first =
    inputs.find((input) => input.value === "") ??
    row?.querySelector<HTMLElement>("[data-open-slot]") ??
    inputs[0] ??
    row?.querySelector<HTMLElement>("[data-add], select");
  (part === "first" ? (first ?? handle) : handle)?.focus();
}
