import { fork } from "node:child_process";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "./lib/bundle.mjs";
import { inRoot } from "./lib/paths.mjs";

// Random schedules of faults against real worker processes: docs/runs.md says what is looked at afterwards.
const { values } = parseArgs({
  options: {
    schedules: { type: "string", default: "500" },
    seed: { type: "string", default: "1" },
    lanes: { type: "string", default: "2" },
    only: { type: "string" },
    seconds: { type: "string" },
  },
});

const bundles = {
  worker: await bundle("faults-worker", "test/faults/schedules/worker-process.ts"),
  simulator: await bundle("faults-simulator", "test/faults/schedules/simulator-process.ts"),
  program: await bundle("faults", "test/faults/schedules/index.ts"),
};
const program = await import(pathToFileURL(bundles.program).href);
program.unmountLeftovers(program.HOME_PREFIX);
console.info(`A full disk is ${program.diskKind()}.`);

const first = Number(values.only ?? values.seed);
const seeds = Array.from({ length: values.only ? 1 : Number(values.schedules) }, (_, index) => first + index);
const began = Date.now();
const until = values.seconds === undefined ? Number.POSITIVE_INFINITY : began + Number(values.seconds) * 1000;
const played = [];

/** Seeds that were handed out and not told of. */
const lost = new Set();
let isAsked = false;
// Whoever does not want to wait for all is told of those that were played.
const end = () => {
  isAsked = true;
};
process.once("SIGINT", end).once("SIGTERM", end);

/** Plays seed after seed in a process of its own, until there are none left. */
function lane(number) {
  // Ctrl-C goes to the whole group; a lane ends when it is told that nothing is left.
  const child = fork(inRoot("scripts/lib/faults-lane.mjs"), [String(number), JSON.stringify(bundles)], {
    detached: true,
  });
  return new Promise((resolve) => {
    child.on("message", (one) => {
      if (one) {
        lost.delete(one.schedule.seed);
        played.push(one);
        program.printLine(one);
      }
      const seed = isAsked || Date.now() > until ? undefined : seeds.shift();
      if (seed !== undefined) lost.add(seed);
      child.send(seed ?? null);
    });
    child.on("exit", resolve);
  });
}

const lanes = Math.min(Number(values.lanes), seeds.length);
await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index + 1)));
program.printSummary(played, began);
if (lost.size > 0) console.info(`Broke off: ${[...lost].join(", ")}`);
process.exitCode = lost.size === 0 && played.every((one) => program.wrongOf(one).length === 0) ? 0 : 1;
