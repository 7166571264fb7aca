#!/usr/bin/env node
// `npm start`: everything a running Coterie needs, from an empty folder to the line with its address.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./lib/bundle.mjs";
import { homeFolder, inCache, inRoot, root } from "./lib/paths.mjs";
import { continueOnProductNode } from "./lib/runtime.mjs";
import { exitWith, Refusal } from "./lib/say.mjs";
import { ensureBuild } from "./lib/start/build.mjs";
import { runChild } from "./lib/start/children.mjs";
import { claimHome, readHome, readSecrets, writeHome } from "./lib/start/home.mjs";
import { openLog } from "./lib/start/log.mjs";
import { migrateDatabase } from "./lib/start/migrate-database.mjs";
import { readOptions } from "./lib/start/options.mjs";
import { createShutdown } from "./lib/start/shutdown.mjs";

const PREPARE = inRoot("scripts/lib/start/prepare.mjs");
const SERVE = inRoot("scripts/lib/start/serve.mjs");

const shutdown = createShutdown();
try {
  await continueOnProductNode(fileURLToPath(import.meta.url));
  await start(readOptions(process.argv.slice(2)));
} catch (error) {
  // What a child says of being interrupted is no news to who interrupted it.
  if (shutdown.running) await new Promise(() => {});
  await shutdown.run();
  exitWith(error);
}

async function start(options) {
  const home = homeFolder();
  const kept = readHome(home, options);
  shutdown.listen();
  const lock = claimHome(home);
  shutdown.add(() => lock.release());

  const databaseUrl = process.env.DATABASE_URL || (await startDatabase(home));
  await migrateDatabase(databaseUrl);
  writeHome(home, kept);

  const environment = {
    ...readSecrets(home),
    COTERIE_ROOT: root,
    COTERIE_HOME: home,
    COTERIE_DEMO: kept.mode === "demo" ? "1" : "",
    DATABASE_URL: databaseUrl,
    NODE_ENV: options.dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_COMPILE_CACHE: inCache("compiled"),
  };
  await prepare({ ...environment, COTERIE_RESTORED_FROM: kept.restoredFrom ?? "" });
  if (kept.restoredFrom) writeHome(home, { ...kept, restoredFrom: undefined });
  if (!options.dev) await ensureBuild(environment, shutdown);
  await serve(options, environment, lock);
}

async function startDatabase(home) {
  if (!existsSync(path.join(home, "postgres.json"))) console.log("Creating the database…");
  const { holdPostgres } = await import("./postgres.mjs");
  const server = await holdPostgres({ home });
  shutdown.add(() => server.release());
  await server.ensureDatabase("coterie");
  return server.url("coterie");
}

/** In a process of its own: it may hold database files and memory that the server must find free. */
async function prepare(environment) {
  if (!existsSync(inRoot("lib/cli/boot.ts"))) return;
  await bundle("boot", "lib/cli/boot.ts");
  const child = runChild(PREPARE, { environment, shutdown });
  const { code } = await child.ended;
  if (code !== 0) throw new Refusal("Coterie could not be prepared: see the line above.");
}

async function serve(options, environment, lock) {
  if (!existsSync(inRoot("app")))
    throw new Refusal("There are no screens in this clone: the app folder is missing.");
  const log = environment.COTERIE_DEMO && !options.dev ? openLog(environment.COTERIE_HOME) : undefined;
  const child = runChild(SERVE, {
    environment: { ...environment, COTERIE_SERVE: JSON.stringify(options) },
    shutdown,
    stdio: log?.descriptor ?? "inherit",
  });
  const lines = log ? log.file : "the lines above";
  const { url, error } = await child.message;
  if (!url) throw new Refusal(error ?? `The server did not start: see ${lines}.`);
  shutdown.asked = true;
  lock.update({ address: url });
  console.log(`Coterie is ready at ${url} (Ctrl-C stops it)`);
  const { code } = await child.ended;
  if (shutdown.running) return;
  throw new Refusal(`The server stopped by itself (exit code ${code}): see ${lines}, then start again.`);
}
