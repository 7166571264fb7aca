"use client";

import { DropdownMenu as Radix } from "radix-ui";
import { Fragment, type ReactNode } from "react";
import { classNames } from "./class-names";

export type MenuItem = {
  label: string;
  onSelect: () => void;
  icon?: ReactNode;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  /** A hairline before this item. */
  apart?: boolean;
};

export function Menu({
  trigger,
  items,
  header,
  align = "end",
}: {
  trigger: ReactNode;
  items: readonly MenuItem[];
  header?: ReactNode;
  align?: "start" | "end";
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={12}
          className="z-50 min-w-48 animate-appear rounded-lg border border-line bg-raised p-1 shadow-pop"
        >
          {header && <div className="hairline mb-1 px-2 pt-1 pb-2">{header}</div>}
          {items.map((item) => (
            <Fragment key={item.label}>
              {item.apart && <Radix.Separator className="my-1 h-px bg-line" />}
              <Radix.Item
                disabled={item.disabled}
                onSelect={item.onSelect}
                className={classNames(
                  "flex cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none select-none data-disabled:cursor-not-allowed data-disabled:opacity-50 data-highlighted:bg-hover [&>svg]:size-4 [&>svg]:text-ink-3",
                  item.danger && "text-bad [&>svg]:text-bad",
                )}
              >
                {item.icon}
                <span className="flex-1">{item.label}</span>
                {item.keys && <kbd className="font-sans text-xs text-ink-3">{item.keys}</kbd>}
              </Radix.Item>
            </Fragment>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
