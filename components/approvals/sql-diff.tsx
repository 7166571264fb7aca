import { classNames } from "@/components/ui/class-names";
import { Code } from "@/components/ui/code";
import { diffLines } from "@/lib/core/segment/describe";

const SIGNS = { same: " ", added: "+", removed: "−" } as const;

export function SqlDiff({ before, after }: { before: string | null; after: string }) {
  if (before === null) return <Code label="SQL" text={after} />;
  if (before === after) return <p className="text-sm text-ink-3">The SQL is the same as before.</p>;
  return (
    <section
      aria-label="SQL before and after"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="max-h-[28rem] overflow-auto rounded-md bg-sunken py-2 font-mono text-xs leading-relaxed"
    >
      {diffLines(asLines(before), asLines(after)).map(({ text, change }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one fixed text
          key={index}
          className={classNames(
            "w-max min-w-full px-3 whitespace-pre",
            change === "added" && "bg-good-soft",
            change === "removed" && "bg-bad-soft",
          )}
        >
          <span className="text-ink-3 select-none">{SIGNS[change]} </span>
          {text}
        </div>
      ))}
    </section>
  );
}

/** The spaces at the front are part of the text here. */
function asLines(sql: string) {
  return sql.split("\n").map((text) => ({ depth: 0, text }));
}
