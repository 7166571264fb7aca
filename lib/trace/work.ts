import { AsyncLocalStorage } from "node:async_hooks";
import type { Span } from "@opentelemetry/api";
import type { Bill } from "./bill";

/** What the code that runs right now works for. Ids only: every log line and every span carries them. */
export type Work = {
  /** The request of the click that all of it goes back to. */
  request?: string;
  run?: string;
  sync?: string;
  workspace?: string;
  span?: Span;
  /** Where it is written down what the work costs. */
  bill?: Bill;
};

const STORE = Symbol.for("coterie.work");
type Host = typeof globalThis & { [STORE]?: AsyncLocalStorage<Work> };

/** Kept on the process: Next loads modules more than once, and all of them speak of the same work. */
function store(): AsyncLocalStorage<Work> {
  const host: Host = globalThis;
  host[STORE] ??= new AsyncLocalStorage();
  return host[STORE];
}

export function currentWork(): Work {
  return store().getStore() ?? {};
}

/** Whatever `work` begins, and what that begins, is for this too. */
export function within<T>(facts: Work, work: () => T): T {
  return store().run({ ...currentWork(), ...facts }, work);
}
