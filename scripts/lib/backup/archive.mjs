import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import * as tar from "tar";
import { Refusal } from "../say.mjs";

/** What belongs to a running process or can be made again, by its place in the data folder. */
const PASSING = [
  "start.lock",
  "postgres.lock",
  "postgres-holders",
  // On disk the embedded database may lie elsewhere; in an archive it has a folder of its own.
  "postgres",
  "coterie.log",
  "coterie.log.1",
  path.join("state", "scratch"),
];

/**
 * Writes a data folder as `home/`, and the files of an embedded database as `database/`, into a gzipped tar only its
 * owner can read. It appears under its name when it is whole. Returns its size and its SHA-256.
 */
export async function writeArchive({ file, home, database }) {
  if (existsSync(file)) throw new Refusal(`${file} is there already: choose another name for the backup.`);
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.part`;
  const places = [
    { folder: home, name: "home", passing: PASSING },
    ...(database ? [{ folder: database, name: "database", passing: ["postmaster.pid"] }] : []),
  ].map((place) => ({ ...place, from: path.relative("/", place.folder) }));
  try {
    const options = {
      file: draft,
      cwd: "/",
      gzip: true,
      strict: true,
      mode: 0o600,
      filter: (name) => !isPassing(places, path.normalize(name)),
      onWriteEntry: (entry) => (entry.path = renamed(places, entry.path)),
    };
    await tar.create(
      options,
      places.map(({ from }) => from),
    );
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  return { bytes: statSync(file).size, sha256: await hashOf(file) };
}

/** Unpacks an archive into an empty folder as `home/` and `database/`; a damaged one leaves nothing behind. */
export async function readArchive(file, folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    await tar.extract({ file, cwd: folder, strict: true });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (error.code === "ENOSPC") throw error;
    throw new Refusal(`${file} cannot be read as a backup: it is damaged or something else.`, {
      cause: error,
    });
  }
}

function isPassing(places, name) {
  const place = places.find(({ from }) => name === from || name.startsWith(from + path.sep));
  const inside = path.relative(place.from, name);
  return (
    place.passing.some((one) => inside === one || inside.startsWith(one + path.sep)) ||
    inside.endsWith(".tmp")
  );
}

function renamed(places, name) {
  const place = places.find(({ from }) => name === from || name.startsWith(`${from}/`));
  return place.name + name.slice(place.from.length);
}

async function hashOf(file) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
