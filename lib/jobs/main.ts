import { asCoterieError } from "@/lib/core/errors";
import { startTracing, stopTracing } from "@/lib/trace/tracing";
import { startHealthServer } from "./health-server";
import { startWorker } from "./worker";

/** A process that only works: `npm run worker`. Any number of them share the queue of DATABASE_URL. */
async function main(): Promise<void> {
  // Whoever shares the machine's memory asks by this how much to begin with.
  process.env.COTERIE_WORKER = "only";
  await startTracing();
  const worker = await startWorker({ home: process.env.COTERIE_HOME ?? ".data" });
  const health = await startHealthServer();
  const end = () => {
    health?.close();
    void worker
      .stop()
      .then(stopTracing)
      .then(() => process.exit(0));
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
}

main().catch((error: unknown) => {
  const { message, fix } = asCoterieError(error);
  process.stderr.write(`${[message, fix].filter(Boolean).join(" ")}\n`);
  process.exitCode = 1;
});
