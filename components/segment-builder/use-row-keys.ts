"use client";

import type { KeyboardEvent } from "react";
import { listOf } from "@/lib/core/segment/edit/path";
import { useBuilder } from "./builder-context";
import { useRowActions } from "./use-row-actions";

const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" } as const;

/**
 * Alt with an arrow moves the row, Ctrl-D doubles it, Ctrl-Enter adds another beside it; Delete on its handle takes it
 * away.
 */
export function useRowKeys(path: string) {
  const { readOnly } = useBuilder();
  const actions = useRowActions(path);
  /** Opens the picker of the group the row is in. */
  function addBeside(row: HTMLElement): boolean {
    const list = listOf(path)?.list;
    const slot = list?.replace(/(\.not)?\.(all|any)$/, "") ?? path;
    const add = row.closest("fieldset")?.querySelector<HTMLElement>(`[data-add="${CSS.escape(slot)}"]`);
    add?.focus();
    add?.click();
    return add !== null && add !== undefined;
  }

  return (event: KeyboardEvent<HTMLElement>) => {
    if (readOnly || event.defaultPrevented) return;
    const handled = handle(event);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  };

  function handle(event: KeyboardEvent<HTMLElement>): boolean {
    const arrow = ARROWS[event.key as keyof typeof ARROWS];
    if (event.altKey && arrow) {
      actions.move(arrow);
      return true;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d") {
      actions.duplicate();
      return true;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return addBeside(event.currentTarget);
    const onHandle = (event.target as HTMLElement).dataset.handle !== undefined;
    if (onHandle && (event.key === "Delete" || event.key === "Backspace")) {
      actions.remove();
      return true;
    }
    return false;
  }
}
