import { asCoterieError } from "@/lib/core/errors";
import { counters } from "./counters";

/** Counts a call to a platform, how long it took and how it ended, whatever it answers or throws. */
export async function observeCall<T>(destination: string, call: () => Promise<T>): Promise<T> {
  const { calls, callSeconds } = counters();
  const stop = callSeconds.startTimer({ destination });
  try {
    const answer = await call();
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
  const { rows } = counters();
  rows.inc({ destination, operation, outcome: "taken" }, Math.max(0, received - refused));
  rows.inc({ destination, operation, outcome: "refused" }, refused);
}
