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

/** Plays seed after seed in a process of its own, until there are none left. */
function lane(number) {
  const child = fork(inRoot("scripts/lib/faults-lane.mjs"), [String(number), JSON.stringify(bundles)]);
  return new Promise((resolve) => {
    child.on("message", (one) => {
      if (one) {
        played.push(one);
        program.printLine(one);
      }
      child.send((Date.now() < until ? seeds.shift() : undefined) ?? null);
    });
    child.on("exit", resolve);
  });
}

const lanes = Math.min(Number(values.lanes), seeds.length);
await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index + 1)));
program.printSummary(played, began);
const isRight = seeds.length === 0 || Date.now() >= until;
process.exitCode = isRight && played.every((one) => program.wrongOf(one).length === 0) ? 0 : 1;
