"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { RowSlotProvider, type RowSlots } from "@/components/segment-builder/row-slot";
import type { FunnelRowView, FunnelView } from "@/lib/core/views";
import type { Question } from "../use-question";
import { findRow, indexRows } from "./index-rows";
import { RowSize } from "./row-size";
import { RowUnknown } from "./row-unknown";

type Funnel = {
  find: (condition: unknown, path: string) => FunnelRowView | null;
  population: number;
  /** Said of an earlier tree, or not said yet. */
  stale: boolean;
  waiting: boolean;
  undo: () => void;
};

const NOTHING: Funnel = { find: () => null, population: 0, stale: true, waiting: false, undo: () => {} };
const FunnelContext = createContext<Funnel>(NOTHING);
const SLOTS: RowSlots = { beside: RowSize, beneath: RowUnknown };

/** Gives every row of the editor within its numbers. */
export function FunnelInRows({
  funnel,
  settling,
  undo,
  children,
}: {
  funnel: Question<FunnelView>;
  /** Someone is still changing the tree. */
  settling: boolean;
  undo: () => void;
  children: ReactNode;
}) {
  const { answer, about, stale, isFetching } = funnel;
  const value = useMemo<Funnel>(() => {
    const index = answer && about ? indexRows(about.where, answer.rows) : null;
    return {
      find: (condition, path) => (index ? findRow(index, condition, path) : null),
      population: answer?.population ?? 0,
      stale: stale || settling,
      waiting: isFetching || settling,
      undo,
    };
  }, [answer, about, stale, settling, isFetching, undo]);
  return (
    <FunnelContext.Provider value={value}>
      <RowSlotProvider value={SLOTS}>{children}</RowSlotProvider>
    </FunnelContext.Provider>
  );
}

export function useFunnel(): Funnel {
  return useContext(FunnelContext);
}
