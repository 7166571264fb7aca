#!/usr/bin/env node
// `npm run check`: the fast part of the tests, for every few minutes of work.
import { existsSync } from "node:fs";
import { inRoot } from "./lib/paths.mjs";
import { exitWith } from "./lib/say.mjs";
import { format, imports, types, vitest } from "./lib/test/steps.mjs";
import { runSteps } from "./lib/test/summary.mjs";

const steps = [format(), types(), imports(), vitest("unit", ["unit"])];

if (!existsSync(inRoot("node_modules")))
  exitWith(new Error("Run npm run check: it installs what is missing."));
await runSteps(steps).catch(exitWith);
