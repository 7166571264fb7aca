#!/usr/bin/env node
// `npm test`: everything. The last line is the sum, alone; the exit code is 0 only when it says that nothing failed.
import { exitWith } from "./lib/say.mjs";
import { browser, format, imports, segmentCases, types, vitest } from "./lib/test/steps.mjs";
import { runSteps } from "./lib/test/summary.mjs";
import { installZetasql } from "./lib/test/zetasql.mjs";

const steps = [
  format(),
  types(),
  imports(),
  vitest("unit", ["unit"]),
  vitest("property", ["property"]),
  vitest("integration", ["integration", "services"]),
  vitest("conformance", ["conformance"]),
  ...segmentCases(),
  browser(),
];

await installZetasql()
  .then(() => runSteps(steps))
  .catch(exitWith);
