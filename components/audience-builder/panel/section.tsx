import type { ReactNode } from "react";
import { ErrorNotice, Skeleton } from "@/components/ui/states";
import { PriceNotice } from "../size/price-notice";
import type { Question } from "../use-question";

/** A heading with what belongs beside it. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <div className="mb-1.5 flex min-h-7 items-center justify-between gap-2">
        <h2 className="text-sm font-medium">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** A question's answer, dimmed while it is about an earlier tree; else its price, its failure, or that it is on its way. */
export function Asked<T extends { asOf: string }>({
  question,
  children,
  lines = 2,
}: {
  question: Question<T>;
  children: (answer: T) => ReactNode;
  /** Of the skeleton. */
  lines?: number;
}) {
  const { answer, price, error, stale, isFetching, isComing } = question;
  if (answer) {
    return (
      <div aria-busy={isFetching} className={stale ? "outdated" : undefined}>
        {children(answer)}
      </div>
    );
  }
  if (price) return <PriceNotice price={price} onAgree={question.agree} />;
  if (error) return <ErrorNotice error={error} onRetry={question.askAgain} />;
  if (!isComing) return <p className="text-sm text-ink-3">Follows once the size is known.</p>;
  return (
    <div className="flex flex-col gap-1.5" aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical, never reordered
        <Skeleton key={line} className="h-4" />
      ))}
    </div>
  );
}

/** One line with a bar under its words. */
export function BarLine({ label, value, part }: { label: ReactNode; value: ReactNode; part: number }) {
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 py-0.5 text-sm">
      <span className="truncate">{label}</span>
      <span className="text-right text-ink-2">{value}</span>
      <span aria-hidden className="col-span-2 h-0.75 overflow-hidden rounded-full bg-pressed">
        <span
          className="block h-full rounded-full bg-bar-2"
          style={{ width: `${Math.min(1, Math.max(0, part)) * 100}%`, minWidth: part > 0 ? 2 : 0 }}
        />
      </span>
    </li>
  );
}
