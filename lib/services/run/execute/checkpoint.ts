/** The points of a run after which a killed process must find its way. */
export type Checkpoint =
  | "reading"
  | "read"
  | "planned"
  | "in_flight"
  | "answered"
  | "journaled"
  | "told"
  | "settled"
  | "folded";

let reached: Partial<Record<Checkpoint, number>> = {};

/**
 * Where crash tests kill the process: COTERIE_CRASH_AT names a point, or a point and how often it was passed
 * ("answered:2"). Does nothing otherwise.
 */
export function checkpoint(name: Checkpoint): void {
  const wish = process.env.COTERIE_CRASH_AT;
  if (!wish) return;
  reached = { ...reached, [name]: (reached[name] ?? 0) + 1 };
  const [point, times = "1"] = wish.split(":");
  if (point === name && reached[name] === Number(times)) process.kill(process.pid, "SIGKILL");
}
