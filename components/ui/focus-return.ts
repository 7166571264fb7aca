import { useInsertionEffect, useRef } from "react";

/** What opened it: where that was an item of a menu, which is gone by then, the button of the menu. */
export function openerOf(active: Element | null): HTMLElement | null {
  const menu = active?.closest("[role=menu]");
  const opener = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : active;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

/**
 * Gives the focus back to whatever opened a dialog. Radix knows only its own trigger, and dialogs here are opened from anywhere;
 * the opener is noted before anything in the dialog may take the focus. One that is gone leaves it to the page.
 */
export function useFocusReturn(open: boolean): (event: Event) => void {
  const opener = useRef<HTMLElement | null>(null);
  useInsertionEffect(() => {
    if (open) opener.current = openerOf(document.activeElement);
  }, [open]);
  return (event) => {
    event.preventDefault();
    const goesTo = opener.current?.isConnected ? opener.current : document.getElementById("main");
    goesTo?.focus({ preventScroll: goesTo !== opener.current });
  };
}
