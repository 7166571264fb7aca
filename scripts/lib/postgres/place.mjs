import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createHome } from "../paths.mjs";
import { Refusal } from "../say.mjs";

const SHARED_FOLDER = "/var/lib/coterie";

/**
 * Where the server of a home folder keeps its files, as whom it runs and with which password, decided once and written
 * into the home folder: `{ dir, data, log, user, password }`. Postgres refuses to run as root, and the user it runs as
 * instead may not be able to walk into the home folder; the files then lie in a folder named by a random id, never by
 * the path of home, so that a new clone at the same path does not inherit an old database. A database that is put back
 * brings the password it has (`known`).
 */
export function findPlace(home, known = {}) {
  createHome(home);
  const file = path.join(home, "postgres.json");
  const user = serverUser();
  const { dir, password } = existsSync(file) ? readPlace(file) : writePlace(file, home, user, known.password);
  const folder = path.resolve(home, dir);
  if (!existsSync(folder)) {
    throw new Refusal(
      `The database folder ${folder} named in ${file} is gone: put it back, or delete ${home} to start afresh.`,
    );
  }
  if (user) giveTo(user, folder);
  if (!canEnter(folder, user)) {
    throw new Refusal(
      `Started by root, the database runs as another user, who can no longer enter ${folder}: chmod o+x the folders above it.`,
    );
  }
  return {
    dir: folder,
    data: path.join(folder, "data"),
    log: path.join(folder, "postgres.log"),
    user,
    password,
  };
}

function readPlace(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(`${file} cannot be read: restore it from a backup.`);
    throw error;
  }
}

function writePlace(file, home, user, password = randomBytes(18).toString("base64url")) {
  const inside = path.join(home, "postgres");
  const outside = path.join(SHARED_FOLDER, randomBytes(8).toString("hex"));
  mkdirSync(inside, { recursive: true });
  const dir = canEnter(inside, user) ? "postgres" : outside;
  mkdirSync(path.resolve(home, dir), { recursive: true });
  const place = { dir, password };
  writeFileSync(file, `${JSON.stringify(place)}\n`, { mode: 0o600 });
  return place;
}

/** Whether the server's user can walk into a folder; always so when it is the user running this. */
export function canEnter(folder, user) {
  return !user || spawnSync("test", ["-x", folder], user).status === 0;
}

/** A folder restored or copied by root, or used by another user before, is root's down to the last file. */
function giveTo({ uid, gid }, folder) {
  const data = statSync(path.join(folder, "data"), { throwIfNoEntry: false });
  if (data && data.uid !== uid) spawnSync("chown", ["-R", `${uid}:${gid}`, folder]);
  chownSync(folder, uid, gid);
}

/** Undefined unless this runs as root. */
function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const users = lines.map((line) => line.split(":"));
  const found = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (!found) {
    throw new Refusal(
      "Postgres does not run as root and there is no user `postgres` or `nobody`: run as another user.",
    );
  }
  return { uid: Number(found[2]), gid: Number(found[3]) };
}
