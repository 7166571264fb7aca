"use client";

import { Command } from "cmdk";
import { LogOut, Plus, SunMoon, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog } from "radix-ui";
import { type ReactNode, useEffect } from "react";
import { useApi } from "@/components/api/use-api";
import { useFocusReturn } from "@/components/ui/focus-return";
import type { AudienceRow } from "@/lib/core/views/audience";
import { leaveFor } from "./leaving";
import { NAV } from "./navigation";
import { leave } from "./sign-out";
import { useMay } from "./use-session";

export function CommandPalette({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const giveFocusBack = useFocusReturn(open);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      onOpenChange(!open);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [open, onOpenChange]);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          onCloseAutoFocus={giveFocusBack}
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 animate-appear overflow-hidden rounded-lg border border-line bg-raised shadow-pop"
        >
          <Dialog.Title className="sr-only">Go to or do</Dialog.Title>
          <Commands onDone={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const mayBuild = useMay("marketer");
  const audiences = useApi<AudienceRow[]>("/audiences").data ?? [];
  const go = (href: string) => () => {
    onDone();
    leaveFor(() => router.push(href));
  };
  return (
    <Command label="Go to or do" loop>
      <Command.Input
        placeholder="Go to a page or an audience, or do something…"
        className="hairline h-11 w-full bg-transparent px-4 text-sm outline-none"
      />
      <Command.List className="max-h-80 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-sm text-ink-3">Nothing has that name.</Command.Empty>
        <Group heading="Do">
          {mayBuild && (
            <Item icon={<Plus aria-hidden />} label="New audience" onSelect={go("/audiences?new=true")} />
          )}
          <Item
            icon={<SunMoon aria-hidden />}
            label="Switch between light and dark"
            onSelect={() => setTheme(resolvedTheme === "dark" ? "light" : "dark")}
          />
          <Item icon={<LogOut aria-hidden />} label="Sign out" onSelect={() => void leave()} />
        </Group>
        <Group heading="Go to">
          {NAV.map((item) => (
            <Item
              key={item.href}
              icon={<item.icon aria-hidden />}
              label={item.label}
              onSelect={go(item.href)}
            />
          ))}
        </Group>
        <Group heading="Audiences">
          {audiences.map((audience) => (
            <Item
              key={audience.id}
              id={audience.id}
              icon={<Users aria-hidden />}
              label={audience.name}
              onSelect={go(`/audiences/${audience.id}`)}
            />
          ))}
        </Group>
      </Command.List>
    </Command>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  );
}

function Item({
  id,
  icon,
  label,
  onSelect,
}: {
  id?: string;
  icon: ReactNode;
  label: string;
  onSelect: () => void;
}) {
  return (
    <Command.Item
      value={id ? `${label} ${id}` : label}
      onSelect={onSelect}
      className="flex cursor-pointer items-center gap-2.5 rounded-md px-2 py-2 text-sm data-[selected=true]:bg-hover [&>svg]:size-4 [&>svg]:text-ink-3"
    >
      {icon}
      <span className="truncate">{label}</span>
    </Command.Item>
  );
}
