"use client";

import { type FocusEvent, useState } from "react";
import type { Condition } from "@/lib/core/segment/types";
import { isFresh, markSeen } from "./fresh-rows";

/** A row just added is not scolded for what nobody has had the time to enter; it is once the focus has left it. */
export function useFresh(condition: Condition) {
  const [quiet, setQuiet] = useState(() => isFresh(condition));
  function onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
    if (!quiet || isInside(relatedTarget, currentTarget)) return;
    markSeen(condition);
    setQuiet(false);
  }
  return { isFresh: quiet, onBlur };
}

/** Lists that open from a row stand elsewhere in the page and belong to it all the same. */
function isInside(target: Element | null, row: Element): boolean {
  if (target === null) return false;
  return row.contains(target) || target.closest("[data-radix-popper-content-wrapper]") !== null;
}
