"use client";

import { type ComponentType, createContext, useContext } from "react";
import type { RowProps } from "./condition-row";

/** What the screen around the editor puts into each row: beside its sentence, and beneath it. */
export type RowSlots = Record<"beside" | "beneath", ComponentType<RowProps>>;

const RowSlotContext = createContext<RowSlots | null>(null);

export const RowSlotProvider = RowSlotContext.Provider;

export function RowSlot({ at, ...row }: RowProps & { at: keyof RowSlots }) {
  const Slot = useContext(RowSlotContext)?.[at];
  return Slot ? <Slot {...row} /> : null;
}
