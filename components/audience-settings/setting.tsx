import { type ReactNode, useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { count, drawn } from "@/components/ui/numbers";
import type { Problem } from "@/lib/core/errors";
import type { WithheldCount } from "@/lib/core/views/counts";

/** One thing that is done with an audience: its name, what is chosen, and how many are left after it. */
export function Setting({
  title,
  help,
  left,
  of,
  stale,
  problems,
  children,
}: {
  title: string;
  help: string;
  /** Members after it; undefined where it does nothing or is not counted. */
  left?: WithheldCount;
  /** Members before all of it, which the bar is a part of. */
  of?: WithheldCount;
  stale: boolean;
  problems: readonly Problem[];
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="hairline grid grid-cols-[5.5rem_1fr_auto] gap-x-3 py-2.5 last:border-b-0"
    >
      <h3 id={id} className="text-sm leading-7 font-medium">
        {title}
      </h3>
      <div className="min-w-0">
        {children}
        <p className="text-xs text-ink-3">{help}</p>
        {problems.map((problem) => (
          <p key={`${problem.path} ${problem.code}`} role="alert" className="text-xs text-bad">
            {problem.message} {problem.fix}
          </p>
        ))}
      </div>
      {left !== undefined && <Left left={left} of={of} stale={stale} title={title} />}
    </section>
  );
}

function Left({
  left,
  of,
  stale,
  title,
}: {
  left: WithheldCount;
  of: WithheldCount | undefined;
  stale: boolean;
  title: string;
}) {
  const whole = drawn(of ?? left);
  const width = whole === 0 ? 0 : Math.min(1, (left === "all but a few" ? whole : drawn(left)) / whole);
  return (
    <p
      className={classNames("flex w-20 flex-col items-end gap-0.5 text-sm tabular-nums", stale && "outdated")}
    >
      <span className="sr-only">Left after {title.toLowerCase()}: </span>
      <span>{count(left)}</span>
      <span aria-hidden className="h-0.75 w-full overflow-hidden rounded-full bg-pressed">
        <span className="block h-full rounded-full bg-bar-2" style={{ width: `${width * 100}%` }} />
      </span>
    </p>
  );
}
