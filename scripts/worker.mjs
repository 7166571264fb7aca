#!/usr/bin/env node
// `npm run worker`: a process that takes runs from the queue of DATABASE_URL, beside others or alone. The flags it is started
// with keep Node from letting garbage pile up: the rows of a batch live for a moment.
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./lib/bundle.mjs";
import { homeFolder, root } from "./lib/paths.mjs";
import { continueOnProductNode } from "./lib/runtime.mjs";
import { exitWith } from "./lib/say.mjs";
import { migrateDatabase } from "./lib/start/migrate-database.mjs";

try {
  await continueOnProductNode(fileURLToPath(import.meta.url));
  process.env.COTERIE_ROOT = root;
  process.env.COTERIE_HOME = homeFolder();
  if (process.env.DATABASE_URL) await migrateDatabase(process.env.DATABASE_URL);
  await import(pathToFileURL(await bundle("worker", "lib/jobs/main.ts")).href);
} catch (error) {
  exitWith(error);
}
