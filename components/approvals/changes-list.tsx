import type { Change, Place } from "@/lib/core/segment/diff";

const WORDS: Record<Change["kind"], string> = {
  added: "Added",
  removed: "Removed",
  changed: "Changed",
  moved: "Moved",
};

/** What became of each condition: what a reviewer reads first. */
export function ChangesList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0)
    return <p className="text-sm text-ink-2">The conditions say the same as before.</p>;
  return (
    <ul className="max-w-3xl divide-y divide-line text-sm" aria-label="Conditions that changed">
      {changes.map((change) => (
        <li
          key={`${change.kind} ${change.before?.path} ${change.after?.path}`}
          className="flex gap-3 px-2 py-1.5"
        >
          <span className="w-20 shrink-0 text-ink-3">{WORDS[change.kind]}</span>
          <ChangeWords change={change} />
        </li>
      ))}
    </ul>
  );
}

function ChangeWords({ change }: { change: Change }) {
  const { kind, before, after } = change;
  if (kind === "added") return <Said place={after} />;
  if (kind === "removed") return <Said place={before} isOld />;
  const hasMoved = before.within !== after.within;
  return (
    <span className="flex min-w-0 flex-col gap-0.5">
      {kind === "changed" && <Said place={before} isOld />}
      <Said place={after} from={hasMoved ? before.within : null} />
    </span>
  );
}

function Said({
  place,
  isOld = false,
  from = null,
}: {
  place: Place;
  isOld?: boolean;
  from?: string | null;
}) {
  const words = isOld ? "line-through decoration-bad/60" : "";
  return (
    <span className="min-w-0 break-words">
      <span className="sr-only">{isOld ? "before: " : ""}</span>
      <span className={words}>{place.sentence}</span>
      {place.within && (
        <span className="text-ink-3">
          {from ? ` · from “${from}” to “${place.within}”` : ` · in “${place.within}”`}
        </span>
      )}
    </span>
  );
}
