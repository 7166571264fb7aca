"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** More about something that can be pointed at or focused; everything in it must also be said to screen readers. */
export function Tooltip({ trigger, children }: { trigger: ReactNode; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side="bottom"
          align="end"
          sideOffset={4}
          collisionPadding={12}
          className="z-50 max-w-80 animate-appear rounded-md border border-line bg-raised px-3 py-2 text-xs text-ink-2 shadow-pop"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
