"use client";

import { Command } from "cmdk";
import { CalendarDays, Hash, Lock, Network, ToggleLeft, Type } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Popover } from "@/components/ui/popover";
import type { Condition } from "@/lib/core/segment/types";
import { useBuilder } from "./builder-context";
import { type Choice, choicesFor } from "./choices";
import { findChoices } from "./find-choices";

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
  const [open, setOpen] = useState(false);
  // What was picked takes the focus; closing without a choice gives it back to the button.
  const picked = useRef(false);
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        picked.current = false;
        setOpen(next);
      }}
      onCloseAutoFocus={(event) => picked.current && event.preventDefault()}
      trigger={trigger}
      label="Choose what the condition is about"
      className="w-96 max-w-[calc(100vw-2rem)]"
    >
      {open && (
        <Choices
          entity={entity}
          onPick={(condition) => {
            picked.current = true;
            setOpen(false);
            onPick(condition);
          }}
        />
      )}
    </Popover>
  );
}

function Choices({ entity, onPick }: { entity: string; onPick: (condition: Condition) => void }) {
  const { catalog } = useBuilder();
  const [typed, setTyped] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const groups = Map.groupBy(findChoices(choicesFor(catalog, entity), typed), (choice) => choice.group);
  return (
    <Command label="What the condition is about" loop shouldFilter={false}>
      <Command.Input
        value={typed}
        onValueChange={(next) => {
          setTyped(next);
          // The best match stands at the top, wherever the list was scrolled to.
          list.current?.scrollTo({ top: 0 });
        }}
        placeholder="Search columns and related things…"
        className="hairline h-10 w-full bg-transparent px-3 text-sm outline-none"
      />
      <Command.List ref={list} className="max-h-80 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-5 text-sm text-ink-3">
          Nothing has that name. Look for a column, such as a country or a category: its values come after.
          What the catalog lacks, the data team adds.
        </Command.Empty>
        {[...groups].map(([group, choices]) => (
          <Command.Group
            key={group}
            heading={group}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3"
          >
            {choices.map((choice) => (
              <Command.Item
                key={choice.id}
                value={`${choice.label} ${choice.group} ${choice.id}`}
                onSelect={() => onPick(choice.make())}
                className="flex cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 text-sm data-[selected=true]:bg-hover"
              >
                <KindIcon kind={choice.kind} />
                <span className="min-w-0 flex-1 truncate">{choice.label}</span>
                {choice.pii && (
                  <span className="inline-flex items-center gap-1 text-xs text-warn">
                    <Lock aria-hidden className="size-3" />
                    personal
                  </span>
                )}
                <span className="text-xs text-ink-3">{choice.hint}</span>
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

const ICONS: Record<Choice["kind"], typeof Type> = {
  text: Type,
  integer: Hash,
  decimal: Hash,
  double: Hash,
  boolean: ToggleLeft,
  date: CalendarDays,
  timestamp: CalendarDays,
  related: Network,
};

export function KindIcon({ kind }: { kind: Choice["kind"] }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />;
}
