export type ParallelWork<T, Prepared> = {
  /** Works at once. */
  width: number;
  /** What an item needs before its turn; one more than are worked on is made ready, so that nobody waits for it. */
  prepare(item: T): Promise<Prepared>;
  /** What it gives back is done when the next one has its turn already. */
  work(item: T, prepared: Prepared): Promise<Rest | undefined>;
};

export type Rest = () => Promise<void>;

/** After the first failure nothing new is begun, and what is under way is waited for. */
export async function inParallel<T, Prepared>(
  items: readonly T[],
  { width, prepare, work }: ParallelWork<T, Prepared>,
): Promise<void> {
  const queue = [...items];
  const enter = turnstile(width);
  let failure: { error: unknown } | undefined;
  const failing = async (attempt: () => Promise<void>) => {
    await attempt().catch((error: unknown) => {
      failure ??= { error };
    });
  };
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined && !failure; item = queue.shift()) {
      const next = item;
      await failing(async () => {
        const prepared = await prepare(next);
        let rest: Rest | undefined;
        // A failure is known before its place is handed on.
        await enter(async () => {
          if (failure) return;
          await failing(async () => {
            rest = await work(next, prepared);
          });
        });
        await rest?.();
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(width + 1, items.length) }, lane));
  if (failure) throw failure.error;
}

/** Lets so many through at once; others wait in line. */
function turnstile(width: number) {
  const line: (() => void)[] = [];
  let inside = 0;
  return async (work: () => Promise<void>): Promise<void> => {
    if (inside === width) await new Promise<void>((resolve) => line.push(resolve));
    else inside += 1;
    try {
      await work();
    } finally {
      // Whoever is next takes the place as it is.
      const next = line.shift();
      if (next) next();
      else inside -= 1;
    }
  };
}
