"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";
import { isCurrent, NAV } from "./navigation";
import { useSession } from "./use-session";

/** `compact`: pictures only, as on a tablet; the words stay for screen readers and on hover. */
export function NavLinks({ compact = false, onGo }: { compact?: boolean; onGo?: () => void }) {
  const pathname = usePathname();
  const waiting = useSession().data?.approvalsWaiting ?? 0;
  return (
    <ul className="flex flex-col gap-0.5">
      {NAV.map((item) => {
        const current = isCurrent(item, pathname);
        const badge = item.href === "/approvals" && waiting > 0 ? waiting : null;
        return (
          <li key={item.href}>
            <Link
              href={item.href}
              onClick={onGo}
              title={compact ? item.label : undefined}
              aria-current={current ? "page" : undefined}
              className={classNames(
                "relative flex h-8 items-center gap-2.5 rounded-md px-2 text-sm text-ink-2 transition-quick hover:bg-hover hover:text-ink",
                current && "bg-pressed font-medium text-ink",
                compact && "md:justify-center lg:justify-start",
              )}
            >
              <item.icon aria-hidden className="size-4 shrink-0" />
              <span className={classNames(compact && "md:sr-only lg:not-sr-only")}>{item.label}</span>
              {badge !== null && (
                <span
                  className={classNames(
                    "ml-auto rounded-full bg-accent-soft px-1.5 text-xs font-medium text-accent-ink",
                    compact && "md:absolute md:-top-0.5 md:-right-1 lg:static",
                  )}
                >
                  {badge}
                  <span className="sr-only"> waiting</span>
                </span>
              )}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
