import { cancelled, timedOut } from "./request";

/**
 * For libraries that know neither time limit nor signal: whoever waits is released with an error of the family, and what was begun
 * ends by its own limit.
 */
export function inTime<Result>(
  call: Promise<Result>,
  { host, timeout, signal }: { host: string; timeout: number; signal?: AbortSignal },
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(timedOut(host, timeout)), timeout);
    const abort = () => reject(cancelled());
    signal?.addEventListener("abort", abort, { once: true });
    call.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    });
  });
}
