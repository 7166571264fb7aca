import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { classNames } from "./class-names";

export type Crumb = { href: string; label: string };

/** The top of every page: where we are, what this is, what to do. */
export function PageHeader({
  crumbs = [],
  title,
  aside,
  actions,
  children,
}: {
  crumbs?: readonly Crumb[];
  title: ReactNode;
  aside?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="hairline bg-page px-4 py-3 md:sticky md:top-0 md:z-20 md:px-6">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-2 gap-y-1">
          {crumbs.length > 0 && (
            <nav aria-label="Breadcrumb" className="flex items-center gap-2 text-sm text-ink-3">
              {crumbs.map((crumb) => (
                <Fragment key={crumb.href}>
                  <Link href={crumb.href} className="hover:text-ink hover:underline">
                    {crumb.label}
                  </Link>
                  <span aria-hidden>/</span>
                </Fragment>
              ))}
            </nav>
          )}
          <h1
            className={classNames("min-w-0 text-base font-semibold", typeof title === "string" && "truncate")}
          >
            {title}
          </h1>
          {aside}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </header>
  );
}

export function PageBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classNames("px-4 py-4 md:px-6", className)}>{children}</div>;
}

/** A titled part of a page, set off by a hairline and air, not by a box. */
export function Section({
  title,
  aside,
  children,
  className,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section
      aria-label={title}
      className={classNames("border-t border-line py-5 first:border-t-0 first:pt-1", className)}
    >
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-sm font-semibold">{title}</h2>
        {aside && <div className="text-xs text-ink-3">{aside}</div>}
      </div>
      {children}
    </section>
  );
}

/** Facts side by side: term above, value below. */
export function Facts({ facts }: { facts: readonly { term: string; value: ReactNode }[] }) {
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-4">
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt className="text-xs text-ink-3">{term}</dt>
          <dd className="text-sm">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
