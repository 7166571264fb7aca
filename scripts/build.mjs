#!/usr/bin/env node
// `npm run build`: whatever can be made before the first start, so that an image or a second machine need not.
import { fileURLToPath } from "node:url";
import { bundle } from "./lib/bundle.mjs";
import { continueOnProductNode } from "./lib/runtime.mjs";
import { exitWith } from "./lib/say.mjs";
import { ensureBuild } from "./lib/start/build.mjs";
import { createShutdown } from "./lib/start/shutdown.mjs";

const BUNDLES = {
  migrate: "lib/db/migrate.ts",
  boot: "lib/cli/boot.ts",
  worker: "lib/jobs/main.ts",
  cli: "lib/cli/main.ts",
};

const shutdown = createShutdown();
try {
  await continueOnProductNode(fileURLToPath(import.meta.url));
  shutdown.listen();
  for (const [name, entry] of Object.entries(BUNDLES)) await bundle(name, entry);
  await ensureBuild({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }, shutdown);
} catch (error) {
  await shutdown.run();
  exitWith(error);
}
