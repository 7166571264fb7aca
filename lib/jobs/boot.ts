import { onShutdown } from "./on-shutdown";
import { startWorker, type Worker } from "./worker";

const host: { coterieWorker?: Promise<Worker> } = globalThis as typeof globalThis & {
  coterieWorker?: Promise<Worker>;
};

/** The process's one worker, stopped with the process. Without a database there is nothing to work on. */
export function bootWorker(): Promise<Worker> | undefined {
  if (!process.env.DATABASE_URL) return undefined;
  host.coterieWorker ??= start();
  return host.coterieWorker;
}

async function start(): Promise<Worker> {
  const worker = await startWorker({ home: process.env.COTERIE_HOME ?? ".data" });
  onShutdown(() => worker.stop());
  return worker;
}
