"use client";

import { classNames } from "@/components/ui/class-names";
import { Tag } from "@/components/ui/status";
import { Logo } from "./logo";
import { useSession } from "./use-session";

export function WorkspaceMark({ compact = false }: { compact?: boolean }) {
  const workspace = useSession().data?.workspace;
  return (
    <div
      className={classNames(
        "flex min-w-0 items-center gap-2",
        compact && "md:justify-center lg:justify-start lg:px-1",
      )}
    >
      <Logo />
      <span className={classNames("truncate text-sm font-semibold", compact && "md:hidden lg:block")}>
        {workspace?.name ?? "Coterie"}
      </span>
      {workspace?.demo && (
        <span className={classNames(compact && "md:hidden lg:inline-flex")}>
          <Tag tone="warn">Demo</Tag>
        </span>
      )}
    </div>
  );
}
