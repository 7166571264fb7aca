import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fingerprint } from "./fingerprint.mjs";
import { inRoot, root } from "./paths.mjs";
import { childEnvironment } from "./runtime.mjs";
import { Refusal } from "./say.mjs";

const STAMP = inRoot("lib/db/generated/.stamp");

/** What makes Prisma's own commands work without downloading its native engine or calling home. */
export const prismaEnvironment = (extra = {}) =>
  childEnvironment({
    PRISMA_SCHEMA_ENGINE_BINARY: inRoot("scripts/schema-engine.mjs"),
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
    ...extra,
  });

/** Runs `prisma generate` when the schema or Prisma itself changed since the last time. */
export async function generatePrismaClient() {
  if (!existsSync(inRoot("prisma/schema.prisma"))) return;
  const wanted = fingerprint([
    "prisma/schema.prisma",
    "prisma.config.ts",
    "node_modules/prisma/package.json",
  ]);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  const cli = inRoot("node_modules/prisma/build/index.js");
  const result = spawnSync(process.execPath, [cli, "generate", "--no-hints"], {
    cwd: root,
    env: prismaEnvironment(),
    encoding: "utf8",
  });
  if (result.status !== 0) {
    throw new Refusal(`The database client could not be generated:\n${result.stderr}${result.stdout}`);
  }
  writeFileSync(STAMP, wanted);
}
