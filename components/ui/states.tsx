import type { UseQueryResult } from "@tanstack/react-query";
import { CircleX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { asErrorView, referenceOf } from "@/components/api/client";
import type { Remedy } from "@/lib/core/errors";
import { Button } from "./button";
import { classNames } from "./class-names";
import { inputWords } from "./input-words";

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames("animate-pulse rounded-md bg-hover", className)} />;
}

/** Rows of a list on their way. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical, never reordered
        <div key={row} className="hairline flex h-11 items-center gap-6">
          <Skeleton className="h-3.5 w-1/4" />
          <Skeleton className="h-3.5 w-1/6" />
          <Skeleton className="h-3.5 w-1/5" />
        </div>
      ))}
    </div>
  );
}

/** Nothing here yet, and what to do next. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-start gap-2 py-10">
      <h2 className="text-base font-medium">{title}</h2>
      {children && <p className="max-w-prose text-sm text-ink-2">{children}</p>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

const WHO: Record<Remedy, string> = {
  retry: "",
  wait_until: "It will work again a little later.",
  drop_row: "The row is left out; the others are not affected.",
  reconnect: "Someone with the platform account must sign in again or give a new token.",
  accept_terms: "Someone with the platform account must accept the platform's terms.",
  fix_input: "",
  ask_approver: "The data team must approve.",
  ask_admin: "An admin of this workspace must do this.",
  report: "This is our fault, not yours.",
};

/** A refusal or failure: what, what to do, and who. */
export function ErrorNotice({
  error,
  onRetry,
  action,
}: {
  error: unknown;
  onRetry?: () => void;
  /** Where the fix is done. */
  action?: ReactNode;
}) {
  const view = inputWords(asErrorView(error));
  const reference = referenceOf(error);
  return (
    <Notice
      tone="bad"
      title={view.message}
      action={
        onRetry ? (
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        ) : (
          action
        )
      }
    >
      {[view.fix, WHO[view.remedy]].filter(Boolean).join(" ")}
      {reference && (
        <p className="mt-1">
          Reference: <code className="font-mono text-xs select-all">{reference}</code>
        </p>
      )}
      {view.problems && view.problems.length > 0 && (
        <ul className="mt-1 list-disc pl-4">
          {view.problems.map((problem) => (
            <li key={`${problem.path} ${problem.code}`}>
              {problem.message} {problem.fix}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

/** Something to know before going on. */
export function Notice({
  tone,
  title,
  children,
  action,
}: {
  tone: "bad" | "warn" | "info";
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const Icon = tone === "bad" ? CircleX : TriangleAlert;
  const looks = { bad: "bg-bad-soft text-bad", warn: "bg-warn-soft text-warn", info: "bg-sunken text-ink-2" };
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={classNames(
        "flex w-full flex-wrap items-start gap-x-3 gap-y-2 rounded-md px-3 py-2.5",
        looks[tone],
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-52 text-sm">
        <p className="font-medium">{title}</p>
        {children && <div className="text-ink-2">{children}</div>}
      </div>
      {action}
    </div>
  );
}

/** A read that is loading, failed, or here. */
export function Loaded<T>({
  query,
  skeleton = <SkeletonRows />,
  children,
}: {
  query: UseQueryResult<T, Error>;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton;
}
