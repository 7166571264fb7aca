"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export function Popover({
  open,
  onOpenChange,
  trigger,
  label,
  children,
  className,
  align = "start",
  onCloseAutoFocus,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  trigger: ReactNode;
  label: string;
  children: ReactNode;
  className?: string;
  align?: "start" | "end";
  /** Prevent its default where something else takes the focus. */
  onCloseAutoFocus?: (event: Event) => void;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          onCloseAutoFocus={onCloseAutoFocus}
          collisionPadding={12}
          className={classNames(
            "z-50 animate-appear rounded-lg border border-line bg-raised shadow-pop",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
