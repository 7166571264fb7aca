#!/usr/bin/env node
// Starts or reuses the embedded Postgres of a home folder. Several processes may share one server: each holds it, and
// the last to let go stops it. `node scripts/postgres.mjs [start|stop|status]` does it by hand.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { holdersOf } from "./lib/holders.mjs";
import { withLock } from "./lib/lock.mjs";
import { createHome, homeFolder } from "./lib/paths.mjs";
import { connect, ensureDatabase, freePort } from "./lib/postgres/connection.mjs";
import { findPlace } from "./lib/postgres/place.mjs";
import { createCluster, lastLogLine, runTool } from "./lib/postgres/tools.mjs";
import { exitWith, knownCause, Refusal } from "./lib/say.mjs";

/**
 * Starts the server of `home`, or finds it running, and holds it for a process (this one unless `holder` names
 * another). `settings` are server parameters and count only when this call starts it.
 * Returns `{ port, freshlyStarted, url(database), ensureDatabase(name), release() }`.
 */
export async function holdPostgres({ home = homeFolder(), settings = {}, holder = process.pid } = {}) {
  const holders = holdersOf(path.join(home, "postgres-holders"));
  createHome(home);
  return locked(home, async () => {
    const place = findPlace(home);
    createCluster(place);
    const running = await findRunning(place);
    const port = running ?? (await start(place, settings));
    const mark = holders.add(holder);
    const url = (database) => `postgresql://coterie:${place.password}@127.0.0.1:${port}/${database}`;
    return {
      port,
      freshlyStarted: !running,
      url,
      ensureDatabase: (name) => ensureDatabase(url("postgres"), name),
      release: () => release(home, holders, mark),
    };
  });
}

/** Lets a process's hold on the server of `home` go, and stops the server when nobody else holds it. */
export async function releasePostgres({ home = homeFolder(), holder = process.pid } = {}) {
  if (!existsSync(path.join(home, "postgres.json"))) return;
  const holders = holdersOf(path.join(home, "postgres-holders"));
  await release(home, holders, holders.markOf(holder));
}

/** The port a server of `home` listens on, or undefined. */
export async function postgresPort(home = homeFolder()) {
  return existsSync(path.join(home, "postgres.json")) ? findRunning(findPlace(home)) : undefined;
}

const locked = (home, work) => withLock(path.join(home, "postgres.lock"), work);

async function release(home, holders, mark) {
  await locked(home, async () => {
    holders.remove(mark);
    if (holders.living().length === 0) stop(findPlace(home));
  });
}

function stop(place) {
  if (existsSync(path.join(place.data, "postmaster.pid"))) {
    runTool(place, "pg_ctl", ["-D", place.data, "-m", "fast", "-w", "-t", "30", "stop"]);
  }
}

/** A connection is the only trustworthy sign of life: a pid file outlives a crash, a port can be someone else's. */
async function findRunning(place) {
  const pidFile = path.join(place.data, "postmaster.pid");
  if (!existsSync(pidFile)) return undefined;
  const port = Number(readFileSync(pidFile, "utf8").split("\n")[3]);
  if (!port) return undefined;
  return (await answersAs(place, port)) ? port : undefined;
}

async function answersAs(place, port) {
  const client = await connect(`postgresql://coterie:${place.password}@127.0.0.1:${port}/postgres`);
  if (!client) return false;
  try {
    const { rows } = await client.query("show data_directory");
    return rows[0].data_directory === place.data;
  } finally {
    await client.end();
  }
}

/** Retried because the backends of a killed server need a moment to notice, and a free port can be taken meanwhile. */
async function start(place, settings) {
  let said = "";
  for (let attempt = 0; attempt < 40; attempt++) {
    const port = settings.port ? Number(settings.port) : await freePort();
    const options = Object.entries({
      port,
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      ...settings,
    }).map(([name, value]) => `-c ${name}=${value}`);
    const args = ["-D", place.data, "-w", "-t", "30", "-l", place.log, "-o", options.join(" "), "start"];
    const { status, output } = runTool(place, "pg_ctl", args);
    if (status === 0 && (await answersAs(place, port))) return port;
    said = `${output.trim()} ${lastLogLine(place)}`;
    if (/no space left/i.test(said)) break;
    const running = await findRunning(place);
    if (running) return running;
    await sleep(250);
  }
  throw new Refusal(`The database did not start. ${knownCause(said) ?? said} (${place.log})`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await byHand(process.argv[2]).catch(exitWith);

async function byHand(command = "status") {
  if (command === "start") {
    const server = await holdPostgres({ holder: 1 });
    console.log(server.url("coterie"));
  } else if (command === "stop") {
    await releasePostgres({ holder: 1 });
  } else {
    const port = await postgresPort();
    console.log(port ? `running on port ${port}` : "not running");
  }
}
