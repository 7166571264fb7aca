#!/usr/bin/env node
// Writes the code that follows from other files: adapter registries, Prisma client, command line bundle.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundle } from "./lib/bundle.mjs";
import { withLock } from "./lib/lock.mjs";
import { inCache, inRoot } from "./lib/paths.mjs";
import { generatePrismaClient } from "./lib/prisma-client.mjs";
import { writeRegistries } from "./lib/registries.mjs";
import { exitWith } from "./lib/say.mjs";

/** Brings all generated code up to date; does nothing where it already is. */
export async function generate() {
  await withLock(inCache("generate.lock"), async () => {
    writeRegistries();
    await generatePrismaClient();
    if (existsSync(inRoot("lib/cli/main.ts"))) await bundle("cli", "lib/cli/main.ts");
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate().catch(exitWith);
