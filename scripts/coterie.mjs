#!/usr/bin/env node
// The `coterie` command: bundles lib/cli/main.ts when a source changed and runs it on the product's Node.
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inCache, inRoot, root } from "./lib/paths.mjs";
import { continueOnProductNode } from "./lib/runtime.mjs";
import { exitWith, Refusal } from "./lib/say.mjs";

try {
  if (!existsSync(inRoot("node_modules/esbuild"))) {
    throw new Refusal(`Coterie's packages are not installed yet: run \`npm ci\` in ${root}.`);
  }
  await continueOnProductNode(fileURLToPath(import.meta.url));
  await run();
} catch (error) {
  exitWith(error);
}

async function run() {
  // Keeps compiled code between runs; about half of the start-up time of a command.
  module.enableCompileCache?.(inCache("compiled"));
  process.env.COTERIE_ROOT = root;
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on("error", (error) => (error.code === "EPIPE" ? process.exit(0) : exitWith(error)));
  const { bundle } = await import("./lib/bundle.mjs");
  const { main } = await import(pathToFileURL(await bundle("cli", "lib/cli/main.ts")).href);
  process.exitCode = await main(process.argv.slice(2));
}
