import type { RunStatus } from "../membership/types";
import type { AnswerView } from "./identifiers";

/** How an account does: what was called last, what ran in the last 24 hours, what waits. */
export type DestinationStatusView = {
  /** Until when the platform asked to be left alone; null when it may be called. */
  throttledUntil: string | null;
  /** Runs that ended in the last 24 hours. */
  ended: Partial<Record<RunStatus, number>>;
  waiting: number;
  running: number;
  /** Newest first. */
  calls: {
    run: string;
    sync: string;
    operation: "add" | "update" | "remove";
    rows: AnswerView["rows"];
    refused: AnswerView["refused"];
    state: "in_flight" | "settling" | "acknowledged" | "refused";
    problem: string | null;
    at: string;
  }[];
};
