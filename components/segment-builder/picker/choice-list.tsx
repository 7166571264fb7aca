"use client";

import { Command } from "cmdk";
import { Lock } from "lucide-react";
import { useRef, useState } from "react";
import type { Choice } from "../choices/choice";
import { findChoices, nearChoices } from "../find-choices";
import { ChoiceNote } from "./choice-note";
import { KindIcon } from "./kind-icon";

/** A searchable list of choices in groups; beneath it, what the marked one is, with examples. */
export function ChoiceList<T>({
  choices,
  label,
  onPick,
}: {
  choices: readonly Choice<T>[];
  label: string;
  onPick: (made: T) => void;
}) {
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const exact = findChoices(choices, typed);
  const found = exact.length > 0 ? exact : nearChoices(choices, typed);
  const groups = Map.groupBy(found, (choice) => choice.group);
  const noted = found.find(({ id }) => id === marked);
  return (
    <Command label={label} loop shouldFilter={false} value={marked} onValueChange={setMarked}>
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
        {exact.length === 0 && found.length > 0 && (
          <p className="px-2 pt-2 pb-1 text-xs text-ink-3">
            Nothing is all of that. These are a part of it; values, such as a city or a category, come after.
          </p>
        )}
        {[...groups].map(([group, inGroup]) => (
          <Command.Group
            key={group}
            heading={group}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3"
          >
            {inGroup.map((choice) => (
              <Command.Item
                key={choice.id}
                value={choice.id}
                onSelect={() => onPick(choice.make())}
                className="flex cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 text-sm data-[selected=true]:bg-hover"
              >
                <KindIcon kind={choice.kind} />
                <span className="min-w-0 flex-1 truncate">{choice.label}</span>
                {choice.pii && (
                  <span className="inline-flex items-center gap-1 text-xs text-warn">
                    {choice.locked && <Lock aria-hidden className="size-3" />}
                    {choice.locked ? "personal, locked" : "personal"}
                  </span>
                )}
                <span className="text-xs text-ink-3">{choice.hint}</span>
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
      {noted && <ChoiceNote key={noted.id} choice={noted} />}
    </Command>
  );
}
