import type { CallOptions } from "@/lib/core/ports/destination";

/** To be waited for before every call of one piece of work: the first has its turn, each after it needs one of its own. */
export function inTurn({ turn }: CallOptions): () => Promise<void> {
  let isFirst = true;
  return async () => {
    if (!isFirst) await turn?.();
    isFirst = false;
  };
}
