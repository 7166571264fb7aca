"use client";

import { ChevronsUpDown } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { fieldLabel } from "@/lib/core/catalog/fields";
import { traitLabel } from "@/lib/core/catalog/trait";
import type { ColumnValue, TraitValue, Value } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { INLINE } from "../inputs/inline-select";
import { isMeasure } from "../measures";
import { type Accepts, ValuePicker } from "../picker/value-picker";
import { FRAMED } from "../rail";
import { MeasureScopeEditor } from "./measure-scope";
import { ValueEditor } from "./value-editor";

/** A place for a value inside a condition: a column by its name, anything else in a frame of its own; all exchangeable. */
export function ValueSlot({
  value,
  path,
  entity,
  label,
  accepts,
  name: called,
  onChange,
}: {
  value: Value;
  path: string;
  entity: string;
  label: string;
  accepts: Accepts;
  /** What it is called here, where not by its label. */
  name?: string | undefined;
  onChange: (value: Value) => void;
}) {
  const { catalog, readOnly } = useBuilder();
  const nameOf = (one: ColumnValue | TraitValue) =>
    "trait" in one ? traitLabel(catalog, entity, one.trait) : fieldLabel(catalog, entity, one.column);
  if ("column" in value || "trait" in value) {
    const isOpen = "column" in value && value.column === "";
    const name = isOpen ? "choose…" : (called ?? nameOf(value));
    if (readOnly) return <span className="text-sm font-medium">{name}</span>;
    return (
      <ValuePicker
        entity={entity}
        label={label}
        accepts={accepts}
        onPick={onChange}
        trigger={
          <Button
            look={isOpen ? "plain" : "quiet"}
            className={classNames(INLINE, !isOpen && "border border-transparent bg-hover text-ink")}
            aria-label={`${label}: ${name}`}
            data-open-slot={isOpen ? "" : undefined}
          >
            {name}
          </Button>
        }
      />
    );
  }
  return (
    <span className={classNames("inline-flex min-w-0 flex-col rounded-md border border-line px-1", FRAMED)}>
      <span className="inline-flex flex-wrap items-center gap-1.5">
        <ValueEditor value={value} path={path} entity={entity} onChange={onChange} />
        {isMeasure(value) && <MeasureScopeEditor value={value} path={path} entity={entity} />}
        {!readOnly && (
          <ValuePicker
            entity={entity}
            label={label}
            accepts={accepts}
            onPick={onChange}
            trigger={
              <IconButton label={`${label}: choose another`} className="size-6">
                <ChevronsUpDown aria-hidden />
              </IconButton>
            }
          />
        )}
      </span>
      {isMeasure(value) && <MeasureScopeEditor value={value} path={path} entity={entity} part="where" />}
    </span>
  );
}
