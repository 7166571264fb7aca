"use client";

import { CopyPlus, Ellipsis, Group, MoveDown, MoveUp, Trash2, Ungroup, WrapText } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { asGroup } from "@/lib/core/segment/edit/group";
import { listOf } from "@/lib/core/segment/edit/path";
import type { Condition } from "@/lib/core/segment/types";
import { useRowActions } from "./use-row-actions";

export function RowMenu({ condition, path, label }: { condition: Condition; path: string; label: string }) {
  const actions = useRowActions(path);
  const isItem = listOf(path) !== null;
  const items: MenuItem[] = [
    { label: "Duplicate", keys: "Ctrl D", icon: <CopyPlus aria-hidden />, onSelect: actions.duplicate },
    {
      label: "not" in condition ? "Take the “not” away" : "Wrap in “not”",
      icon: <WrapText aria-hidden />,
      onSelect: actions.negate,
    },
    {
      label: "Put into an “any of” group",
      icon: <Group aria-hidden />,
      onSelect: () => actions.group("any"),
    },
    {
      label: "Put into an “all of” group",
      icon: <Group aria-hidden />,
      onSelect: () => actions.group("all"),
    },
    ...(asGroup(condition) && isItem
      ? [{ label: "Dissolve the group", icon: <Ungroup aria-hidden />, onSelect: actions.ungroup }]
      : []),
    ...(isItem
      ? [
          {
            label: "Move up",
            keys: "Alt ↑",
            icon: <MoveUp aria-hidden />,
            onSelect: () => actions.move("up"),
            apart: true,
          },
          {
            label: "Move down",
            keys: "Alt ↓",
            icon: <MoveDown aria-hidden />,
            onSelect: () => actions.move("down"),
          },
          { label: "Move out of the group", keys: "Alt ←", onSelect: () => actions.move("out") },
          { label: "Move into the group above", keys: "Alt →", onSelect: () => actions.move("in") },
        ]
      : []),
    {
      label: "Remove",
      keys: "Del",
      icon: <Trash2 aria-hidden />,
      onSelect: actions.remove,
      danger: true,
      apart: true,
    },
  ];
  return (
    <Menu
      items={items}
      trigger={
        <IconButton
          label={`More about: ${label}`}
          title="More"
          className="mt-0.5 opacity-60 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-[state=open]:opacity-100"
        >
          <Ellipsis aria-hidden />
        </IconButton>
      }
    />
  );
}
