"use client";

import { createContext, type ReactNode, useContext } from "react";

/** Entities of the rows around the one a condition is about, the nearest last: inside a customer's orders, customers. */
const OuterContext = createContext<readonly string[]>([]);

export function useOuter(): readonly string[] {
  return useContext(OuterContext);
}

/** Conditions inside speak of rows that belong to a row of this entity. */
export function InsideOf({ entity, children }: { entity: string; children: ReactNode }) {
  const outer = useOuter();
  return <OuterContext.Provider value={[...outer, entity]}>{children}</OuterContext.Provider>;
}

/** Seen from a row further out, fewer rows are around. */
export function InsteadOf({ outer, children }: { outer: readonly string[]; children: ReactNode }) {
  return <OuterContext.Provider value={outer}>{children}</OuterContext.Provider>;
}
