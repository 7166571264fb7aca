"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { count } from "@/components/ui/numbers";
import type { ResolvedColumn } from "@/lib/core/catalog/resolve";
import type { Literal } from "@/lib/core/segment/types";
import { codeOfName, nameOfCode } from "./code-names";
import { splitPasted } from "./split-pasted";
import { useUnheld } from "./use-held";
import { useSuggestions } from "./use-suggestions";

const SHOWN = 24;

/** Several values: typed, chosen from what the column holds, or pasted as a list. */
export function ValuesInput({
  label,
  column,
  values,
  foldsCase,
  wrong,
  read,
  onChange,
}: {
  label: string;
  column: ResolvedColumn | null;
  values: readonly Literal[];
  foldsCase: boolean;
  /** Those that cannot be values of the column: shown first, for among many nobody would find them. */
  wrong: readonly Literal[];
  /** What was typed as a value of the column. */
  read: (typed: string) => Literal;
  onChange: (values: Literal[]) => void;
}) {
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [moved, setMoved] = useState<number | null>(null);
  const [showAll, setShowAll] = useState(false);
  const suggestions = useSuggestions(column, typed, open).filter(({ value }) => !values.includes(value));
  const unheld = useUnheld(column, values, foldsCase);
  const nameOf = (value: string) => nameOfCode(column, value);
  const active = moved ?? meant(suggestions, typed, nameOf);
  const chosen = open ? suggestions[active] : undefined;
  const wrongFirst = [...wrong, ...values.filter((value) => !wrong.includes(value))];
  const chips = showAll ? wrongFirst : wrongFirst.slice(0, SHOWN);

  function add(added: readonly string[]) {
    const fresh = added.map(read).filter((value) => value !== "" && !values.includes(value));
    if (fresh.length > 0) onChange([...values, ...new Set(fresh)]);
    setTyped("");
    setMoved(null);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    // With Control it is about the row, not about the value.
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      setMoved(Math.max(-1, Math.min(suggestions.length - 1, active + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (chosen) add([chosen.value]);
      else if (typed.trim() !== "") add([typed.trim()]);
    } else if (event.key === "Backspace" && typed === "" && values.length > 0) {
      onChange(values.slice(0, -1));
    } else if (event.key === "Tab") {
      setOpen(false); // else the list, which scrolls, would be the next stop
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      setOpen(false);
    }
  }

  return (
    <div className="min-w-0 flex-1">
      <div className="relative flex flex-wrap items-center gap-1 rounded-md border border-line-strong bg-raised px-1 py-0.5 focus-within:outline-2 focus-within:outline-accent-ink">
        {chips.map((value) => (
          <span
            key={String(value)}
            title={nameOf(String(value)) ?? undefined}
            className={classNames(
              "inline-flex items-center rounded-sm bg-hover pl-1.5 text-sm",
              unheld.includes(String(value)) && "border border-dashed border-line-strong",
              wrong.includes(value) && "bg-bad-soft text-bad",
            )}
          >
            {String(value) || "(empty)"}
            <button
              type="button"
              aria-label={`Remove ${value}`}
              className="p-1 text-ink-3 hover:text-ink"
              onClick={() => onChange(values.filter((other) => other !== value))}
            >
              <X aria-hidden className="size-3" />
            </button>
          </span>
        ))}
        {values.length > SHOWN && (
          <button
            type="button"
            className="px-1 text-xs text-accent-ink hover:underline"
            onClick={() => setShowAll(!showAll)}
          >
            {showAll ? "show fewer" : `and ${count(values.length - SHOWN)} more`}
          </button>
        )}
        <input
          role="combobox"
          aria-label={label}
          aria-expanded={open && suggestions.length > 0}
          aria-controls={listId}
          aria-activedescendant={chosen ? `${listId}-${active}` : undefined}
          autoComplete="off"
          data-quiet-focus
          placeholder={values.length === 0 ? "type or paste values" : ""}
          value={typed}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            if (typed.trim() !== "") add([namedIn(suggestions, typed, nameOf) ?? typed.trim()]);
          }}
          onChange={({ target }) => {
            setTyped(target.value);
            setOpen(true);
            setMoved(null);
          }}
          onPaste={(event) => {
            const pasted = splitPasted(event.clipboardData.getData("text"));
            if (pasted.length < 2) return;
            event.preventDefault();
            add(pasted);
          }}
          onKeyDown={onKeyDown}
          className="h-6 min-w-16 flex-1 bg-transparent px-1 text-sm"
        />
        {open && suggestions.length > 0 && (
          <div
            id={listId}
            role="listbox"
            tabIndex={-1}
            aria-label={`Values of ${label}`}
            className="absolute top-full left-0 z-30 mt-1 max-h-64 w-72 max-w-[80vw] overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-pop"
          >
            {suggestions.map((suggestion, index) => (
              <div
                key={suggestion.value}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className="flex cursor-pointer justify-between gap-4 rounded-sm px-2 py-1 text-sm hover:bg-hover aria-selected:bg-hover"
                onPointerDown={(event) => {
                  event.preventDefault(); // the input keeps the focus
                  add([suggestion.value]);
                }}
              >
                <span className="truncate">
                  {suggestion.value || "(empty)"}
                  <CodeName name={nameOf(suggestion.value)} />
                </span>
                <span className="text-ink-3">{count(suggestion.count)}</span>
              </div>
            ))}
            {active >= 0 && moved === null && typed.trim() !== suggestions[active]?.value && (
              <p className="px-2 pt-1 text-xs text-ink-3">
                Enter takes the marked value; after Escape it keeps “{typed.trim()}”.
              </p>
            )}
          </div>
        )}
      </div>
      <p aria-live="polite" className="text-xs text-ink-3 empty:hidden">
        {unheldWords(unheld)}
        <UseCodes
          names={unheld}
          codeOf={(name) => codeOfName(column, name)}
          onUse={(codeOf) => onChange([...new Set(values.map((value) => codeOf(String(value)) ?? value))])}
        />
        {wrong.length > 0 && (
          <>
            {wrongWords(wrong)}{" "}
            <button
              type="button"
              className="text-accent-ink hover:underline"
              onClick={() => onChange(values.filter((value) => !wrong.includes(value)))}
            >
              {wrong.length === 1 ? "remove it" : `remove all ${count(wrong.length)}`}
            </button>
          </>
        )}
      </p>
    </div>
  );
}

/** Calm: it may be a value that only comes tomorrow. */
function unheldWords(unheld: readonly string[]): string | null {
  const [first] = unheld;
  if (first === undefined) return null;
  const rest = unheld.length > 1 ? ` and ${count(unheld.length - 1)} more` : "";
  return `No row holds “${first}”${rest} now. That may be right; if not, look how it is written.`;
}

function wrongWords(wrong: readonly Literal[]): string {
  const rest = wrong.length > 1 ? ` and ${count(wrong.length - 1)} more are no numbers` : " is no number";
  return `“${wrong[0]}”${rest}:`;
}

type NameOf = (value: string) => string | null;
type Offered = readonly { value: string }[];

function CodeName({ name }: { name: string | null }) {
  return name === null ? null : <span className="ml-2 text-ink-3">{name}</span>;
}

/** Names were written, or pasted, where the column may hold codes: one press makes codes of them. */
function UseCodes({
  names,
  codeOf,
  onUse,
}: {
  names: readonly string[];
  codeOf: (name: string) => string | undefined;
  onUse: (codeOf: (name: string) => string | undefined) => void;
}) {
  const codes = names.flatMap((name) => codeOf(name) ?? []);
  if (codes.length === 0) return null;
  const first = codes.slice(0, 3).join(", ");
  return (
    <>
      {" "}
      <button
        type="button"
        className="text-accent-ink hover:underline"
        onClick={() => onUse((name) => (names.includes(name) ? codeOf(name) : undefined))}
      >
        use {codes.length > 3 ? `${first} and ${count(codes.length - 3)} more` : first} instead
      </button>
    </>
  );
}

/** The value Enter takes: what the column holds and begins as typed, for nobody means "Foot" where there is "Footwear". */
function meant(suggestions: Offered, typed: string, nameOf: NameOf): number {
  const start = typed.trim().toLowerCase();
  if (start === "") return -1;
  const begins = (text: string | null) => text?.toLowerCase().startsWith(start) ?? false;
  const same = suggestions.findIndex(({ value }) => value.toLowerCase() === start);
  if (same >= 0) return same;
  const held = suggestions.findIndex(({ value }) => begins(value));
  return held >= 0 ? held : suggestions.findIndex(({ value }) => begins(nameOf(value)));
}

/** The code whose whole name was typed, where the column holds it. */
function namedIn(suggestions: Offered, typed: string, nameOf: NameOf): string | undefined {
  const name = typed.trim().toLowerCase();
  return suggestions.find(({ value }) => nameOf(value)?.toLowerCase() === name)?.value;
}
