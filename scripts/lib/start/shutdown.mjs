import { constants } from "node:os";

/** Undoes what was started, last first, once, whatever the reason: a signal, an error or the end. */
export function createShutdown() {
  const steps = [];
  let done;
  const shutdown = {
    running: false,
    add(step) {
      steps.push(step);
    },
    run() {
      shutdown.running = true;
      done ??= undo(steps);
      return done;
    },
    listen() {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
        process.on(signal, async () => {
          await shutdown.run();
          process.exit(shutdown.asked ? 0 : 128 + constants.signals[signal]);
        });
      }
    },
    /** Set once the product serves: from then on being stopped is no failure. */
    asked: false,
  };
  return shutdown;
}

async function undo(steps) {
  for (const step of steps.reverse()) {
    try {
      await step();
    } catch (error) {
      console.error(error);
    }
  }
}
