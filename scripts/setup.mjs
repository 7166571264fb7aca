#!/usr/bin/env node
// Makes a clone complete: installed packages and generated code. Built-ins only, and Node 20 is enough, because it
// runs before anything is installed. Quick when there is nothing to do: every npm command starts with it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { withLock } from "./lib/lock.mjs";
import { npm } from "./lib/npm.mjs";
import { inRoot, root } from "./lib/paths.mjs";
import { childEnvironment, installedNode, productNode } from "./lib/runtime.mjs";
import { exitWith, knownCause, Refusal, requireRoom } from "./lib/say.mjs";

const STAMP = inRoot("node_modules", ".coterie-installed");
const ROOM_FOR_PACKAGES = 2_000_000_000;
const LOCK = inRoot(".setup-lock", "install");

try {
  if (!isInstalled())
    await withLock(LOCK, installUnlessDone, () => console.log("Waiting for another set-up…"));
  generate();
} catch (error) {
  exitWith(error);
}

async function installUnlessDone() {
  if (isInstalled()) return;
  if (!existsSync(inRoot("node_modules", ".package-lock.json"))) requireRoom(root, ROOM_FOR_PACKAGES);
  console.log("Installing packages (a minute or two the first time)…");
  let { code, output } = await npm(["ci"]);
  // A lockfile that lacks builds for other platforms is enough to install from, though not for `npm ci`.
  if (code !== 0 && output.includes("package-lock.json"))
    ({ code, output } = await npm(["install", "--no-save"]));
  if (code !== 0) {
    const cause =
      knownCause(output) ?? "Read npm's lines above, then run the command again: it starts afresh.";
    throw new Refusal(`Installing the packages failed. ${cause}`);
  }
  writeFileSync(STAMP, lockfileHash());
}

/** Not the Node version: the first run is on the system's Node, the later ones on the one npm brought. */
function lockfileHash() {
  const hash = createHash("sha256").update(readFileSync(inRoot("package-lock.json")));
  return hash.update(`${process.platform} ${process.arch}`).digest("hex");
}

function isInstalled() {
  if (!existsSync(STAMP)) return adoptManualInstall();
  return readFileSync(STAMP, "utf8") === lockfileHash() || adoptManualInstall();
}

/** True when `npm install` already brought exactly what the lockfile names, so a developer is spared the reinstall. */
function adoptManualInstall() {
  const present = readPackages(inRoot("node_modules", ".package-lock.json"));
  const wanted = readPackages(inRoot("package-lock.json"));
  if (!present || !wanted) return false;
  const complete = Object.entries(wanted).every(
    ([name, entry]) =>
      name === "" || (!present[name] ? entry.optional : present[name].version === entry.version),
  );
  if (!complete || !Object.keys(present).every((name) => wanted[name])) return false;
  if (existsSync(inRoot("node_modules", ".bin", "node")) && !installedNode()) return false;
  writeFileSync(STAMP, lockfileHash());
  return true;
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function generate() {
  const result = spawnSync(productNode(), [inRoot("scripts", "generate.mjs")], {
    cwd: root,
    env: childEnvironment(),
    stdio: "inherit",
  });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}
