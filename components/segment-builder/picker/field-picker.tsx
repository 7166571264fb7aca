"use client";

import type { ReactNode } from "react";
import type { Condition } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { audienceChoices, useAudiencesOf } from "../choices/audiences";
import { choicesFor } from "../choices/conditions";
import { listChoices, useListsOf } from "../choices/lists";
import { ChoiceList } from "./choice-list";
import { PickerPopover } from "./picker-popover";

const LABEL = "Choose what the condition is about";

/** Opens the list of everything a condition can be about; choosing one makes the condition. */
export function FieldPicker({
  entity,
  trigger,
  onPick,
}: {
  entity: string;
  trigger: ReactNode;
  onPick: (condition: Condition) => void;
}) {
  return (
    <PickerPopover trigger={trigger} label={LABEL} onPick={onPick}>
      {(pick) => <FieldChoices entity={entity} onPick={pick} />}
    </PickerPopover>
  );
}

function FieldChoices({ entity, onPick }: { entity: string; onPick: (condition: Condition) => void }) {
  const { catalog, own } = useBuilder();
  const audiences = useAudiencesOf(entity).filter(({ slug }) => slug !== own);
  const lists = useListsOf(entity);
  const choices = [...choicesFor(catalog, entity), ...audienceChoices(audiences), ...listChoices(lists)];
  return <ChoiceList label={LABEL} choices={choices} onPick={onPick} />;
}
