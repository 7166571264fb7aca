"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";

const TABS = [
  { href: "/catalog", label: "Tables" },
  { href: "/catalog/traits", label: "Traits" },
  { href: "/catalog/lists", label: "Lists" },
] as const;

/** The three things conditions can speak of: what the warehouse has, named values, and lists. */
export function CatalogTabs() {
  const path = usePathname();
  return (
    <nav aria-label="Parts of the catalog" className="mt-2 -mb-3 flex gap-4">
      {TABS.map(({ href, label }) => {
        const isHere = href === "/catalog" ? path === href : path.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? "page" : undefined}
            className={classNames(
              "-mb-px border-b-2 py-2 text-sm",
              isHere ? "border-ink font-medium text-ink" : "border-transparent text-ink-2 hover:text-ink",
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
