import { classNames } from "@/components/ui/class-names";
import type { ChangeSetView } from "@/lib/core/views/change-set";

const MARKS = { same: "", added: "+", removed: "−" } as const;
const SAID = { same: "", added: "added: ", removed: "removed: " } as const;

/** The old sentence and the new one, line by line: sign, colour and (for screen readers) word. */
export function WordsDiff({ words }: { words: ChangeSetView["words"] }) {
  return (
    <ul className="max-w-3xl text-sm" aria-label="What changed, in words">
      {words.map(({ text, change }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one fixed text
          key={index}
          className={classNames(
            "flex gap-2 rounded-sm px-2 py-1",
            change === "added" && "bg-good-soft",
            change === "removed" && "bg-bad-soft",
          )}
        >
          <span
            aria-hidden
            className={classNames("w-3 shrink-0 font-mono", change === "added" ? "text-good" : "text-bad")}
          >
            {MARKS[change]}
          </span>
          <span
            className={classNames(
              "whitespace-pre-wrap",
              change === "removed" && "line-through decoration-bad/60",
            )}
          >
            <span className="sr-only">{SAID[change]}</span>
            {text}
          </span>
        </li>
      ))}
    </ul>
  );
}
