"use client";

import type { ReactNode } from "react";
import type { ColumnKind } from "@/lib/core/catalog/types";
import type { Value } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { outerChoices } from "../choices/outer";
import { valueChoices } from "../choices/values";
import { useOuter } from "../outer";
import { ChoiceList } from "./choice-list";
import { PickerPopover } from "./picker-popover";

/** Which values fit a place, by their type. */
export type Accepts = (kind: ColumnKind) => boolean;

/** Opens the list of everything that can stand in a value's place. */
export function ValuePicker({
  entity,
  label,
  trigger,
  accepts,
  onPick,
}: {
  entity: string;
  label: string;
  trigger: ReactNode;
  accepts: Accepts;
  onPick: (value: Value) => void;
}) {
  return (
    <PickerPopover trigger={trigger} label={label} onPick={onPick} keepFocus>
      {(pick) => <ValueChoices entity={entity} label={label} accepts={accepts} onPick={pick} />}
    </PickerPopover>
  );
}

function ValueChoices({
  entity,
  label,
  accepts,
  onPick,
}: {
  entity: string;
  label: string;
  accepts: Accepts;
  onPick: (value: Value) => void;
}) {
  const { catalog } = useBuilder();
  const outer = useOuter();
  const choices = [...valueChoices(catalog, entity), ...outerChoices(catalog, outer)];
  return <ChoiceList label={label} choices={choices.filter(({ type }) => accepts(type))} onPick={onPick} />;
}
