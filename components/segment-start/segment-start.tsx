"use client";

import { useMemo, useState } from "react";
import { markFresh } from "@/components/segment-builder/fresh-rows";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Segment } from "@/lib/core/segment/types";
import { templatesFor } from "@/lib/core/templates";
import { DescribeAudience } from "./describe-audience";
import { TemplateList } from "./template-list";

/** Ways to begin, while there is no condition yet: words, where a model is configured, and templates. */
export function SegmentStart({
  entity,
  catalog,
  isEmpty,
  onStart,
}: {
  entity: string;
  catalog: Catalog;
  /** Everyone: nothing is lost by starting over. */
  isEmpty: boolean;
  onStart: (segment: Segment) => void;
}) {
  const templates = useMemo(() => templatesFor(catalog, entity), [catalog, entity]);
  const [said, setSaid] = useState("");

  function start(segment: Segment, label: string) {
    // Templates are the same objects each time; a tree of one's own keeps its rows apart.
    const own = structuredClone(segment);
    markFresh(own);
    onStart(own);
    setSaid(`Started from ${label}. Control Z takes it back.`);
    requestAnimationFrame(focusFirst);
  }

  return (
    <>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {isEmpty && (
        <div className="mt-6 flex max-w-3xl flex-col gap-6 border-t border-line pt-5">
          <DescribeAudience entity={entity} onDraft={(segment) => start(segment, "your words")} />
          <section aria-label="Start from a template">
            <h2 className="mb-2 text-sm font-medium">Start from a template</h2>
            <TemplateList templates={templates} onStart={start} />
          </section>
        </div>
      )}
    </>
  );
}

/** What is still to be filled in, else the first condition. */
function focusFirst() {
  const rows = document.querySelector("[data-row]")?.closest("fieldset");
  const empty = [...(rows?.querySelectorAll<HTMLInputElement>("input:not([type=checkbox])") ?? [])].find(
    (input) => input.value === "" && input.getAttribute("role") !== "combobox",
  );
  const list = rows?.querySelector<HTMLElement>("[role=combobox][placeholder='type or paste values']");
  (empty ?? list ?? rows?.querySelector<HTMLElement>("[data-handle]"))?.focus();
}
