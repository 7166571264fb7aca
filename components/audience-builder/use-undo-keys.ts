"use client";

import { useEffect, useRef } from "react";

type History = { undo: () => void; redo: () => void };

/**
 * Ctrl-Z and its opposites, wherever on the screen the focus is: also after what had it was taken away. Not in dialogs, which
 * are about something else.
 */
export function useUndoKeys(history: History, enabled: boolean): void {
  const latest = useRef(history);
  useEffect(() => {
    latest.current = history;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const step = stepOf(event);
      if (step === null || event.defaultPrevented || isInDialog(event.target)) return;
      event.preventDefault();
      latest.current[step]();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [enabled]);
}

function stepOf(event: KeyboardEvent): keyof History | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "y" || (key === "z" && event.shiftKey)) return "redo";
  return key === "z" ? "undo" : null;
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=alertdialog]") !== null;
}
