import { classNames } from "@/components/ui/class-names";
import { count, drawn, share } from "@/components/ui/numbers";
import { Progress } from "@/components/ui/progress";
import type { CountView } from "@/lib/core/views/builder";

/** The number, and what part of everyone it is. */
export function Size({ answer, members, stale }: { answer: CountView; members: string; stale: boolean }) {
  const { members: size, population } = answer;
  return (
    <>
      <p>
        <span className={classNames("text-3xl font-semibold tracking-tight", stale && "text-ink-3")}>
          {count(size)}
        </span>{" "}
        <span className="text-sm text-ink-2">{members}</span>
      </p>
      <p className="mb-2 text-sm text-ink-2">
        {typeof size === "number" ? `${share(size, population)} of ` : "of "}
        {count(population)}
      </p>
      <Progress
        label="Share of the population"
        value={size === "all but a few" ? population : drawn(size)}
        max={Math.max(1, population)}
      />
    </>
  );
}
