#!/usr/bin/env node
// Completes package-lock.json after `npm install`: npm leaves out builds for other platforms that a registry does not
// offer at that moment, and then refuses the file in `npm ci`, everywhere.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inRoot } from "./lib/paths.mjs";

const FILE = inRoot("package-lock.json");
const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "wasm32", "x64"];
const OWN_NAMES = { win: "win32", windows: "win32", ppc64le: "ppc64" };

/** Optional dependencies that a lockfile names without an entry of their own, as `{ name, version, dev }`. */
export function missingPlatforms({ packages }) {
  return Object.entries(packages).flatMap(([folder, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !packages[`node_modules/${name}`] && !packages[`${folder}/node_modules/${name}`])
      .map(([name, version]) => ({ name, version, dev })),
  );
}

/** The same lockfile with an entry for each of them; without a hash, which only the registry could tell. */
export function completeLockfile(lock) {
  const added = missingPlatforms(lock).map(({ name, version, dev }) => [
    `node_modules/${name}`,
    { version, ...(dev && { dev }), optional: true, ...platformOf(name) },
  ]);
  const packages = [...Object.entries(lock.packages), ...added];
  return { ...lock, packages: Object.fromEntries(packages.sort(([a], [b]) => a.localeCompare(b, "en"))) };
}

/** Read off the name, as the packages all do it: `…-linux-x64-musl`. It keeps npm from asking for it elsewhere. */
function platformOf(name) {
  const words = name.split(/[/-]/).map((word) => OWN_NAMES[word] ?? word);
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  return {
    ...(cpu.length > 0 && { cpu }),
    ...(words.includes("musl") && { libc: ["musl"] }),
    ...(os.length > 0 && { os }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(FILE, "utf8"));
  for (const { name, version } of missingPlatforms(lock)) console.log(`adds ${name} ${version}`);
  writeFileSync(FILE, `${JSON.stringify(completeLockfile(lock), null, 2)}\n`);
}
