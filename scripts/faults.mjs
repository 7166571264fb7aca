import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "./lib/bundle.mjs";
import { inCache, inRoot, root } from "./lib/paths.mjs";
import { findPlace } from "./lib/postgres/place.mjs";
import { holdPostgres, releasePostgres } from "./postgres.mjs";

// Random schedules of faults against real worker processes: docs/runs.md says what is looked at afterwards.
const { values } = parseArgs({
  options: {
    schedules: { type: "string", default: "500" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    seconds: { type: "string" },
  },
});

const home = inCache("faults-home");
// What is acknowledged has to outlive a killed server, but not a machine without power.
const settings = { fsync: "off", full_page_writes: "off", max_connections: "200" };
const server = await holdPostgres({ home, settings });

/** Kills the server as nothing it could prepare for, and starts it again where it was. */
async function crash() {
  const file = path.join(findPlace(home).data, "postmaster.pid");
  process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), "SIGKILL");
  await holdPostgres({ home, settings: { ...settings, port: String(server.port) } });
}

process.env.COTERIE_ROOT = root;
// A queue whose database is killed under it says so each time.
process.removeAllListeners("warning");
try {
  const { migrate } = await import(pathToFileURL(await bundle("migrate", "lib/db/migrate.ts")).href);
  await server.ensureDatabase("faults_template");
  await migrate(server.url("faults_template"), inRoot("prisma/migrations"));
  const scripts = {
    worker: await bundle("worker", "lib/jobs/main.ts"),
    simulator: await bundle("faults-simulator", "test/faults/schedules/simulator-process.ts"),
  };
  const program = await bundle("faults", "test/faults/schedules/program.ts");
  const { runSchedules } = await import(pathToFileURL(program).href);
  const isRight = await runSchedules({
    ...{ scripts, postgres: { url: server.url, crash } },
    ...{ first: Number(values.seed), schedules: Number(values.schedules) },
    only: values.only === undefined ? undefined : Number(values.only),
    seconds: values.seconds === undefined ? undefined : Number(values.seconds),
  });
  process.exitCode = isRight ? 0 : 1;
} finally {
  await releasePostgres({ home });
}
process.exit();
