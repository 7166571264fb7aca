#!/usr/bin/env node
// `npm run restore -- FILE.tar.gz`: puts a backup into a data folder that is empty or not there yet.
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readArchive } from "./lib/backup/archive.mjs";
import { readFileName } from "./lib/backup/options.mjs";
import { createHome, homeFolder } from "./lib/paths.mjs";
import { findPlace } from "./lib/postgres/place.mjs";
import { continueOnProductNode } from "./lib/runtime.mjs";
import { exitWith, Refusal } from "./lib/say.mjs";
import { readHome, writeHome } from "./lib/start/home.mjs";

try {
  await continueOnProductNode(fileURLToPath(import.meta.url));
  const file = readFileName(process.argv.slice(2), "usage: npm run restore -- FILE.tar.gz");
  await restore(file);
} catch (error) {
  exitWith(error);
}

async function restore(file) {
  const home = homeFolder();
  if (!existsSync(file)) throw new Refusal(`There is no file ${file}.`);
  if (existsSync(home) && readdirSync(home).length > 0) {
    throw new Refusal(`${home} is not empty: name another folder with COTERIE_HOME, or move it away.`);
  }
  // Inside the folder, which may be a disk of its own: from here everything is only moved.
  const unpacked = path.join(home, "restoring");
  createHome(home);
  await readArchive(file, unpacked);
  try {
    const { takenAt, mode } = readNote(file, unpacked);
    const database = path.join(unpacked, "database");
    const password = passwordOf(unpacked);
    for (const name of readdirSync(path.join(unpacked, "home"))) {
      if (name !== "backup.json" && name !== "postgres.json") {
        renameSync(path.join(unpacked, "home", name), path.join(home, name));
      }
    }
    if (existsSync(database)) placeDatabase(database, findPlace(home, { password }).data);
    const kept = readHome(home, { empty: false, host: "127.0.0.1" });
    writeHome(home, { ...kept, mode, restoredFrom: takenAt });
    console.log(`Restored what was backed up at ${takenAt} into ${home}. Start it with npm start.`);
    console.log(
      "Approved syncs wait for a new approval: what was sent after that time is not in their ledgers.",
    );
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
}

function readNote(file, unpacked) {
  const note = path.join(unpacked, "home", "backup.json");
  if (!existsSync(note)) throw new Refusal(`${file} is not a backup of Coterie.`);
  // Refuses what a later version wrote, before anything is put in place.
  readHome(path.join(unpacked, "home"), { empty: false, host: "127.0.0.1" });
  return JSON.parse(readFileSync(note, "utf8"));
}

/** The database knows its own password, wherever its files come to lie. */
function passwordOf(unpacked) {
  const file = path.join(unpacked, "home", "postgres.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).password : undefined;
}

/** Postgres refuses a folder that others may look into. */
function placeDatabase(from, to) {
  cpSync(from, to, { recursive: true });
  chmodSync(to, 0o700);
}
