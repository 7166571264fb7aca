import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { holdPostgres, releasePostgres } from "../postgres.mjs";
import { inCache, inRoot, root } from "./paths.mjs";
import { findPlace } from "./postgres/place.mjs";

// One of the processes that play schedules side by side, each with a Postgres of its own: it is told the next seed, and
// tells what became of it.
const [lane, bundles] = [process.argv[2], JSON.parse(process.argv[3])];
const home = inCache(`faults-home-${lane}`);
// What is acknowledged has to outlive a killed server, but not a machine without power.
const settings = { fsync: "off", full_page_writes: "off", max_connections: "200" };

process.env.COTERIE_ROOT = root;
// A queue whose database is killed under it says so each time.
process.removeAllListeners("warning");
const server = await holdPostgres({ home, settings });

/** Kills the server as nothing it could prepare for, and starts it again where it was. */
async function crash() {
  const file = path.join(findPlace(home).data, "postmaster.pid");
  process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), "SIGKILL");
  await holdPostgres({ home, settings: { ...settings, port: String(server.port) } });
}

const { openLane, prepareTemplate } = await import(pathToFileURL(bundles.program).href);
await server.ensureDatabase("faults_template");
await prepareTemplate(server.url("faults_template"), inRoot("prisma/migrations"));
const { play, close } = openLane({ scripts: bundles, postgres: { url: server.url, crash } });

process.on("message", async (seed) => {
  if (seed !== null) return process.send(await play(seed));
  await end();
});
// Whoever counts is gone.
process.on("disconnect", end);
process.send(null);

async function end() {
  await close();
  await releasePostgres({ home });
  process.exit();
}
