import type { Segment } from "@/lib/core/segment/types";
import { carryIds } from "./node-ids";

/** What was, is, and was taken back. */
export type History = {
  past: readonly Segment[];
  present: Segment;
  future: readonly Segment[];
  lastMerge: { name: string; at: number } | null;
};
export type HistoryAction =
  | { type: "edit"; change: (tree: Segment) => Segment; merge?: string; at: number }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "load"; tree: Segment };

const TOGETHER_WITHIN = 1200;
const LONGEST = 200;

export function startHistory(tree: Segment): History {
  return { past: [], present: tree, future: [], lastMerge: null };
}

export function historyReducer(history: History, action: HistoryAction): History {
  const { past, present, future } = history;
  switch (action.type) {
    case "load":
      return startHistory(action.tree);
    case "undo": {
      const before = past.at(-1);
      if (!before) return history;
      return { past: past.slice(0, -1), present: before, future: [present, ...future], lastMerge: null };
    }
    case "redo": {
      const [after, ...later] = future;
      if (!after) return history;
      return { past: [...past, present], present: after, future: later, lastMerge: null };
    }
    case "edit":
      return edited(history, action);
  }
}

function edited(history: History, action: Extract<HistoryAction, { type: "edit" }>): History {
  const { past, present, lastMerge } = history;
  const tree = action.change(present);
  if (tree === present) return history;
  carryIds(present, tree);
  const together =
    action.merge !== undefined &&
    lastMerge?.name === action.merge &&
    action.at - lastMerge.at < TOGETHER_WITHIN;
  return {
    past: together ? past : [...past, present].slice(-LONGEST),
    present: tree,
    future: [],
    lastMerge: action.merge === undefined ? null : { name: action.merge, at: action.at },
  };
}
