import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./lib/bundle.mjs";
import { inCache, inRoot, root } from "./lib/paths.mjs";
import { holdPostgres } from "./postgres.mjs";

// Each file of test/bench is a program that prints its table; names on the command line choose some, and what follows the
// first option is theirs to read.
const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith("--"));
const wanted = firstOption < 0 ? given : given.slice(0, firstOption);
const options = firstOption < 0 ? [] : given.slice(firstOption);
const names = readdirSync(inRoot("test", "bench"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => path.basename(file, ".ts"))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

// Some measure whole runs, which keep their journal in an application database.
const server = await holdPostgres({ home: inCache("bench-home") });
try {
  await server.ensureDatabase("bench");
  const { migrate } = await import(pathToFileURL(await bundle("migrate", "lib/db/migrate.ts")).href);
  await migrate(server.url("bench"), inRoot("prisma/migrations"));
  const env = { ...process.env, COTERIE_ROOT: root, DATABASE_URL: server.url("bench") };
  for (const name of names) {
    const program = await bundle(`bench-${name}`, `test/bench/${name}.ts`);
    const { status } = spawnSync(process.execPath, [program, ...options], { stdio: "inherit", env });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  await server.release();
}
