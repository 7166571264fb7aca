import { asCoterieError } from "@/lib/core/errors";
import type { Costs } from "@/lib/trace/bill";
import { traced } from "@/lib/trace/span";
import { currentWork } from "@/lib/trace/work";
import { counters } from "./counters";

/** What is asked of a platform: no values, no names of people. */
export type PlatformCall = {
  /** Kind of destination. */
  destination: string;
  operation: "add" | "update" | "remove" | "settle" | "look";
  batch?: number;
  rows?: number;
  /** From 1; more are repeats. */
  attempt: number;
};

/** A call to a platform as a span, counted, with how long it took and how it ended, whatever it answers or throws. */
export async function observeCall<T>(about: PlatformCall, call: () => Promise<T>): Promise<T> {
  const { calls, callSeconds } = counters();
  const { destination, operation } = about;
  const facts = {
    "coterie.destination": destination,
    "coterie.operation": operation,
    "coterie.attempt": about.attempt,
    ...(about.batch !== undefined && { "coterie.batch": about.batch }),
    ...(about.rows !== undefined && { "coterie.rows": about.rows }),
  };
  const stop = callSeconds.startTimer({ destination });
  try {
    const answer = await traced(`platform ${operation}`, { facts }, async (note) => {
      const told = await call();
      const { refused } = Object(told) as { refused?: number };
      if (refused !== undefined) note({ "coterie.rows.refused": refused });
      return told;
    });
    calls.inc({ destination, outcome: "answered" });
    return answer;
  } catch (error) {
    calls.inc({ destination, outcome: asCoterieError(error).remedy });
    throw error;
  } finally {
    stop();
  }
}

export function observeRows(
  destination: string,
  operation: string,
  { received, refused }: { received: number; refused: number },
): void {
  currentWork().bill?.add({ rowsSent: received });
  const { rows } = counters();
  rows.inc({ destination, operation, outcome: "taken" }, Math.max(0, received - refused));
  rows.inc({ destination, operation, outcome: "refused" }, refused);
}

/** What a run cost since the last time, by the kind of its destination and of its warehouse. */
export function observeCosts(
  { destination, catalog }: { destination: { kind: string }; catalog: { warehouse: { kind: string } } },
  { platformCalls, bytesBilled, rowsRead }: Costs,
): void {
  const { requests, bytes, read } = counters();
  requests.inc({ destination: destination.kind }, platformCalls);
  const warehouse = catalog.warehouse.kind;
  if (bytesBilled !== null) bytes.inc({ warehouse }, bytesBilled);
  read.inc({ warehouse }, rowsRead);
}
