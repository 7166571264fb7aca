"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { RowSlotProvider, type RowSlots } from "@/components/segment-builder/row-slot";
import type { FunnelRowView, FunnelView } from "@/lib/core/views/builder";
import type { Question } from "../use-question";
import { findRow, indexRows } from "./index-rows";
import { RowSize } from "./row-size";
import { RowUnknown } from "./row-unknown";

type Funnel = {
  find: (condition: unknown, path: string) => FunnelRowView | null;
  population: number;
  undo: () => void;
};

const NOTHING: Funnel = { find: () => null, population: 0, undo: () => {} };
const FunnelContext = createContext<Funnel>(NOTHING);
const SLOTS: RowSlots = { beside: RowSize, beneath: RowUnknown };

/**
 * Gives every row of the editor within its numbers. That they are of an earlier tree, or still to come, is said once, on
 * the frame around all rows: hundreds of them need not be drawn again for every letter typed.
 */
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
      undo,
    };
  }, [answer, about, undo]);
  return (
    <FunnelContext.Provider value={value}>
      <RowSlotProvider value={SLOTS}>
        <div
          data-funnel-stale={stale || settling ? "" : undefined}
          data-funnel-waiting={isFetching || settling ? "" : undefined}
        >
          {children}
        </div>
      </RowSlotProvider>
    </FunnelContext.Provider>
  );
}

export function useFunnel(): Funnel {
  return useContext(FunnelContext);
}
