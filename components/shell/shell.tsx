"use client";

import { Menu as MenuIcon, Search } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { AdditionsStopped } from "./additions-stopped";
import { CommandPalette } from "./command-palette";
import { NavLinks } from "./nav-links";
import { RowScopeLine } from "./row-scope-line";
import { UserMenu } from "./user-menu";
import { WorkspaceMark } from "./workspace-mark";

/** Navigation at the side (pictures only on a tablet, a drawer on a phone), the page beside it. */
export function Shell({ children }: { children: ReactNode }) {
  const [palette, setPalette] = useState(false);
  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 shadow-pop focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <MobileBar onSearch={() => setPalette(true)} />
      <aside className="sticky top-0 hidden h-dvh w-14 shrink-0 flex-col border-r border-line bg-sunken px-2 py-3 md:flex lg:w-52">
        <WorkspaceMark compact />
        <button
          type="button"
          onClick={() => setPalette(true)}
          aria-label="Search or go to"
          className="mt-3 mb-3 flex h-8 items-center gap-2 rounded-md border border-line-strong bg-raised px-2 text-sm text-ink-3 transition-quick hover:text-ink md:justify-center lg:justify-start"
        >
          <Search aria-hidden className="size-4 shrink-0" />
          <span className="hidden flex-1 text-left lg:inline">Go to…</span>
          <kbd className="hidden font-sans text-xs lg:inline">Ctrl K</kbd>
        </button>
        <nav aria-label="Main" className="flex-1">
          <NavLinks compact />
        </nav>
        <UserMenu compact />
      </aside>
      <main id="main" tabIndex={-1} className="min-w-0 flex-1">
        <AdditionsStopped />
        <RowScopeLine />
        {children}
      </main>
      <CommandPalette open={palette} onOpenChange={setPalette} />
    </div>
  );
}

function MobileBar({ onSearch }: { onSearch: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="hairline sticky top-0 z-20 flex items-center gap-2 bg-sunken px-3 py-2 md:hidden">
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Trigger asChild>
          <IconButton label="Open navigation">
            <MenuIcon aria-hidden />
          </IconButton>
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 flex w-64 flex-col bg-sunken p-3 shadow-pop"
          >
            <Dialog.Title className="sr-only">Navigation</Dialog.Title>
            <WorkspaceMark />
            <nav aria-label="Main" className="mt-4 flex-1">
              <NavLinks onGo={() => setOpen(false)} />
            </nav>
            <UserMenu />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      <WorkspaceMark />
      <span className="flex-1" />
      <IconButton label="Search or go to" onClick={onSearch}>
        <Search aria-hidden />
      </IconButton>
    </div>
  );
}
