let aheadMs = 0;

/**
 * From now on whatever in this process asks what time it is, is told a moment that lies so far ahead, as on a machine
 * whose clock is set; timers and `performance.now()` go on as they were. Adapters and the run have one clock.
 */
export function shiftClock(byMs: number): void {
  aheadMs = byMs;
}

const Real = Date;
const now = () => Real.now() + aheadMs;

// A proxy, so that dates made before, or by others than JavaScript, are dates still.
globalThis.Date = new Proxy(Real, {
  construct: (target, words, newTarget) =>
    Reflect.construct(target, words.length === 0 ? [now()] : words, newTarget),
  apply: () => new Real(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
