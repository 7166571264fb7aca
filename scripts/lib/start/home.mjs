import { randomBytes } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { takeLock } from "../lock.mjs";
import { createHome, inRoot } from "../paths.mjs";
import { Refusal, requireRoom } from "../say.mjs";
import { isLoopback } from "./options.mjs";

const ROOM_FOR_DEMO = 1_000_000_000;

/**
 * What the data folder says of itself, `{ version, mode, created }`, or what a new one will say. Refuses a folder of a
 * later version, one that was begun the other way, and a disk without room for a new one.
 */
export function readHome(home, options) {
  if (statSync(home, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new Refusal(`COTERIE_HOME names ${home}, which is not a folder.`);
  }
  const known = readJson(path.join(home, "home.json"));
  const version = readJson(inRoot("package.json")).version;
  if (known && isLater(known.version, version)) {
    throw new Refusal(
      `The data in ${home} was written by Coterie ${known.version} and this is ${version}: start that version or a newer one, or choose another folder with COTERIE_HOME.`,
    );
  }
  if (known?.mode === "demo" && options.empty) {
    throw new Refusal(
      `${home} holds the demo shop: choose another folder for your own data, for example COTERIE_HOME=.data-own npm start -- --empty.`,
    );
  }
  // A Postgres someone brought along is not a place for the demo's story.
  const isOwn = options.empty || Boolean(process.env.DATABASE_URL);
  const mode = known?.mode ?? (isOwn ? "own" : "demo");
  if (mode === "demo" && !isLoopback(options.host)) {
    throw new Refusal(
      "The demo signs people in without real passwords, so it only listens on this machine: leave --host out, or start with --empty.",
    );
  }
  createHome(home);
  if (!known) requireRoom(home, ROOM_FOR_DEMO);
  const restoredFrom = known?.restoredFrom ? { restoredFrom: known.restoredFrom } : {};
  return { version, mode, created: known?.created ?? new Date().toISOString(), ...restoredFrom };
}

/** Written once the database is this version's, so that an upgrade that failed is tried again. */
export function writeHome(home, kept) {
  writeFileSync(path.join(home, "home.json"), `${JSON.stringify(kept, null, 2)}\n`);
}

/** One running Coterie a data folder. */
export function claimHome(home) {
  const lock = takeLock(path.join(home, "start.lock"));
  if (lock.release) return lock;
  const [process] = lock.holder.mark.split("-");
  throw new Refusal(
    lock.holder.address
      ? `Coterie already runs on this data at ${lock.holder.address} (process ${process}).`
      : `Coterie is already starting on this data (process ${process}): wait for its address, or stop it.`,
  );
}

/** Random on the first start, then always the same: they seal stored credentials and sign sessions. */
export function readSecrets(home) {
  const file = path.join(home, "secrets.json");
  let secrets = readJson(file);
  if (!secrets) {
    secrets = { COTERIE_SECRET: newSecret(), NEXTAUTH_SECRET: newSecret() };
    writeFileSync(file, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  }
  const { COTERIE_SECRET = secrets.COTERIE_SECRET, NEXTAUTH_SECRET = secrets.NEXTAUTH_SECRET } = process.env;
  return { COTERIE_SECRET, NEXTAUTH_SECRET };
}

const newSecret = () => randomBytes(32).toString("base64url");

function isLater(left, right) {
  const [a, b] = [left, right].map((version) => version.split(/[.-]/).map(Number));
  const at = [0, 1, 2].find((index) => a[index] !== b[index]);
  return at !== undefined && a[at] > b[at];
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    if (error instanceof SyntaxError) {
      throw new Refusal(
        `${file} cannot be read: restore it from a backup, or delete it if the folder is new.`,
      );
    }
    throw error;
  }
}
