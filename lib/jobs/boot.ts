import { startSimulators } from "@/lib/services/destination/simulate";
import { startTracing, stopTracing } from "@/lib/trace/tracing";
import { onShutdown } from "./on-shutdown";
import { startWorker, type Worker } from "./worker";

const host: { coterieWorker?: Promise<Worker> } = globalThis as typeof globalThis & {
  coterieWorker?: Promise<Worker>;
};

/** In demo mode the platforms stand beside the screens, which speak to them too. */
export async function bootSimulators(): Promise<void> {
  if (process.env.COTERIE_DEMO !== "1") return;
  const simulators = await startSimulators(home());
  onShutdown(() => simulators.close());
}

/** What is traced last is how the worker stops. */
export async function bootTracing(): Promise<void> {
  await startTracing();
  onShutdown(async () => {
    await (await host.coterieWorker)?.stop();
    await stopTracing();
  });
}

/** The process's one worker, stopped with the process. Without a database there is nothing to work on. */
export function bootWorker(): Promise<Worker> | undefined {
  if (!process.env.DATABASE_URL) return undefined;
  host.coterieWorker ??= start();
  return host.coterieWorker;
}

async function start(): Promise<Worker> {
  return startWorker({ home: home() });
}

function home(): string {
  return process.env.COTERIE_HOME ?? ".data";
}
