import type { Problem } from "@/lib/core/errors";

const SHOWN = 50;

/** What is wrong with a catalog file, in the file's order: the line, what it says there, and the fix. */
export function CatalogProblems({ problems, source }: { problems: readonly Problem[]; source: string }) {
  const lines = source.split("\n");
  const sorted = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const title =
    problems.length === 1 ? "1 problem to mend first" : `${problems.length} problems to mend first`;
  return (
    <section role="alert" aria-label="Problems" className="rounded-md bg-bad-soft px-3 py-2.5">
      <h2 className="text-sm font-medium text-bad">{title}</h2>
      <ol className="mt-1 flex flex-col">
        {sorted.slice(0, SHOWN).map((problem) => (
          <li
            key={`${problem.path} ${problem.code} ${problem.message}`}
            className="flex gap-3 border-t border-line py-2 text-sm first:border-t-0"
          >
            <span className="w-16 shrink-0 text-xs leading-5 text-ink-2 tabular-nums">
              {problem.line === undefined ? "" : `Line ${problem.line}`}
            </span>
            <div className="min-w-0 flex-1">
              <p>{problem.message}</p>
              {problem.fix && <p className="text-ink-2">{problem.fix}</p>}
              {problem.line !== undefined && (
                <code className="mt-1 block truncate font-mono text-xs text-ink-2">
                  {lines[problem.line - 1]?.trim()}
                </code>
              )}
            </div>
          </li>
        ))}
      </ol>
      {problems.length > SHOWN && (
        <p className="text-xs text-ink-2">And {problems.length - SHOWN} more: mend these first.</p>
      )}
    </section>
  );
}
