#!/usr/bin/env node
// `npm run backup -- FILE.tar.gz`: everything of a stopped Coterie in one file.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { writeArchive } from "./lib/backup/archive.mjs";
import { readFileName } from "./lib/backup/options.mjs";
import { requireQuiet } from "./lib/backup/quiet.mjs";
import { homeFolder } from "./lib/paths.mjs";
import { findPlace } from "./lib/postgres/place.mjs";
import { continueOnProductNode } from "./lib/runtime.mjs";
import { exitWith, Refusal } from "./lib/say.mjs";
import { claimHome, readHome } from "./lib/start/home.mjs";

try {
  await continueOnProductNode(fileURLToPath(import.meta.url));
  const file = readFileName(process.argv.slice(2), "usage: npm run backup -- FILE.tar.gz");
  await backUp(file);
} catch (error) {
  exitWith(error);
}

async function backUp(file) {
  const home = homeFolder();
  if (!existsSync(path.join(home, "home.json"))) {
    throw new Refusal(`There is no data in ${home}: name the data folder with COTERIE_HOME.`);
  }
  const kept = readHome(home, { empty: false, host: "127.0.0.1" });
  const lock = claimHome(home);
  const note = path.join(home, "backup.json");
  try {
    await requireQuiet(home);
    const database = existsSync(path.join(home, "postgres.json")) ? findPlace(home).data : undefined;
    writeFileSync(note, `${JSON.stringify({ ...kept, takenAt: new Date().toISOString() }, null, 2)}\n`);
    const { bytes, sha256 } = await writeArchive({ file, home, database });
    console.log(`Backed up to ${file} (${(bytes / 1e6).toFixed(1)} MB, SHA-256 ${sha256}).`);
    if (!database) {
      console.log(
        "The database named in DATABASE_URL is not in it: dump that too (pg_dump) before anything is started again.",
      );
    }
  } finally {
    rmSync(note, { force: true });
    lock.release();
  }
}
