#!/usr/bin/env node
// `node scripts/previous-data.mjs COMMIT FILE.tar.gz`: what that version of Coterie leaves behind, for the test of upgrades.
// The story is told by the code of that commit, in a clone of its own.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as tar from "tar";
import { withLock } from "./lib/lock.mjs";
import { inRoot, root } from "./lib/paths.mjs";
import { continueOnProductNode } from "./lib/runtime.mjs";
import { exitWith, Refusal } from "./lib/say.mjs";

const STORY = "test/db/upgrade";
/** As in place.ts of that folder. */
const HOME = "/var/tmp/coterie-upgrade";
/** Runs in the clone: its own packages, its own database. */
const TELL = `
  import { holdPostgres } from "./scripts/postgres.mjs";
  import { bundle } from "./scripts/lib/bundle.mjs";
  const server = await holdPostgres({ home: process.env.COTERIE_HOME });
  await server.ensureDatabase("coterie");
  process.env.DATABASE_URL = server.url("coterie");
  const { migrate } = await import(await bundle("migrate", "lib/db/migrate.ts"));
  await migrate(process.env.DATABASE_URL, "prisma/migrations");
  await import(await bundle("tell", "${STORY}/tell.ts"));
`;

const clone = mkdtempSync(path.join(tmpdir(), "coterie-previous-"));
try {
  await continueOnProductNode(fileURLToPath(import.meta.url));
  const [commit, file] = process.argv.slice(2);
  if (!commit || !file) throw new Refusal("usage: node scripts/previous-data.mjs COMMIT FILE.tar.gz");
  run("git", ["clone", "--quiet", "--no-checkout", root, clone], root);
  run("git", ["checkout", "--quiet", commit], clone);
  run("npm", ["ci"], clone);
  run("node", ["scripts/generate.mjs"], clone);
  cpSync(inRoot(STORY), path.join(clone, STORY), { recursive: true });
  // A test of upgrades that runs meanwhile has its data in the same place.
  await withLock(`${HOME}.lock`, async () => {
    run("node", ["--input-type=module", "--eval", TELL], clone);
    await tar.create({ file, cwd: HOME, gzip: { level: 9 }, portable: true }, ["."]);
    rmSync(HOME, { recursive: true });
  });
} catch (error) {
  exitWith(error);
} finally {
  rmSync(clone, { recursive: true, force: true });
}

function run(command, words, cwd) {
  const bin = path.join(clone, "node_modules", ".bin");
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    COTERIE_HOME: path.join(clone, ".data"),
  };
  const { status } = spawnSync(command, words, { cwd, env, stdio: "inherit" });
  if (status !== 0) throw new Refusal(`${command} ${words[0]} failed in a clone of that commit.`);
}
