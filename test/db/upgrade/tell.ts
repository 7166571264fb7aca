import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { closeDatabase } from "@/lib/db/client";
import { stopQueue } from "@/lib/db/queue";
import { HOME, SECRET } from "./place";
import { tellStory } from "./story";
import { readTables } from "./tables";

/** Tells the story into the migrated, empty database of DATABASE_URL, and leaves all there is in one folder. */
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) throw new Error("Name a database in DATABASE_URL.");

process.env.COTERIE_SECRET = SECRET;
rmSync(HOME, { recursive: true, force: true });
mkdirSync(HOME, { recursive: true });
await tellStory(HOME);
await stopQueue(0);
writeFileSync(path.join(HOME, "tables.json"), JSON.stringify(await readTables(databaseUrl)));
await closeDatabase();
process.exit(0);
