import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

export function Disclosure({
  summary,
  children,
  open,
}: {
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
}) {
  return (
    <details className="group" open={open}>
      <summary className="flex min-h-6 list-none items-center gap-1.5 text-sm text-ink-2 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 transition-transform duration-100 group-open:rotate-90"
        />
        {summary}
      </summary>
      <div className="pt-2 pl-5">{children}</div>
    </details>
  );
}
