"use client";

import { type FocusEvent, useState } from "react";
import type { Condition } from "@/lib/core/segment/types";
import { useBuilder } from "./builder-context";
import { idOf } from "./node-ids";

/** A row just added is not scolded for what nobody has had the time to enter; it is once the focus has left it. */
export function useFresh(condition: Condition) {
  const { fresh } = useBuilder();
  const id = idOf(condition);
  const [isFresh, setFresh] = useState(() => fresh.has(id));
  function onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
    if (!isFresh || isInside(relatedTarget, currentTarget)) return;
    fresh.delete(id);
    setFresh(false);
  }
  return { isFresh, onBlur };
}

/** Lists that open from a row stand elsewhere in the page and belong to it all the same. */
function isInside(target: Element | null, row: Element): boolean {
  if (target === null) return false;
  return row.contains(target) || target.closest("[data-radix-popper-content-wrapper]") !== null;
}
