"use client";

import { LogOut, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { classNames } from "@/components/ui/class-names";
import { Menu } from "@/components/ui/menu";
import { roleLabel } from "./role-words";
import { leave } from "./sign-out";
import { useSession } from "./use-session";

export function UserMenu({ compact = false }: { compact?: boolean }) {
  const session = useSession().data;
  const { resolvedTheme, setTheme } = useTheme();
  const name = session?.user.name ?? "";
  const dark = resolvedTheme === "dark";
  return (
    <Menu
      align="start"
      header={
        session && (
          <>
            <div className="text-sm font-medium">{name}</div>
            <div className="text-xs text-ink-3">{session.user.email}</div>
          </>
        )
      }
      trigger={
        <button
          type="button"
          aria-label={`Account of ${name}`}
          className={classNames(
            "flex w-full items-center gap-2 rounded-md px-1.5 py-1.5 text-left transition-quick hover:bg-hover",
            compact && "md:justify-center lg:justify-start",
          )}
        >
          <Initials name={name} />
          <span className={classNames("min-w-0 flex-1", compact && "md:hidden lg:block")}>
            <span className="block truncate text-sm">{name}</span>
            <span className="block truncate text-xs text-ink-3">{session && roleLabel(session.role)}</span>
          </span>
        </button>
      }
      items={[
        {
          label: dark ? "Light theme" : "Dark theme",
          icon: dark ? <Sun aria-hidden /> : <Moon aria-hidden />,
          onSelect: () => setTheme(dark ? "light" : "dark"),
        },
        { label: "Sign out", icon: <LogOut aria-hidden />, onSelect: () => void leave(), apart: true },
      ]}
    />
  );
}

export function Initials({ name }: { name: string }) {
  const letters = name
    .split(/\s+/)
    .map((word) => word[0] ?? "")
    .join("")
    .slice(0, 2)
    .toUpperCase();
  return (
    <span
      aria-hidden
      className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-medium text-accent-ink"
    >
      {letters}
    </span>
  );
}
