#!/usr/bin/env node
// Prisma's own command line with the embedded Postgres and the wasm schema engine behind it:
// `npm run prisma -- migrate status`. A new migration is written by `npm run migrate`.
import { spawn } from "node:child_process";
import { inRoot, root } from "./lib/paths.mjs";
import { prismaEnvironment } from "./lib/prisma-client.mjs";
import { exitWith } from "./lib/say.mjs";
import { holdPostgres } from "./postgres.mjs";

/** Not the database of the running product: `migrate dev` empties its database when the history differs. */
const DATABASE = "coterie_development";

try {
  process.exitCode = process.env.DATABASE_URL ? await prisma(process.env.DATABASE_URL) : await withEmbedded();
} catch (error) {
  exitWith(error);
}

async function withEmbedded() {
  const server = await holdPostgres();
  try {
    await server.ensureDatabase(DATABASE);
    return await prisma(server.url(DATABASE));
  } finally {
    await server.release();
  }
}

function prisma(databaseUrl) {
  // Ctrl-C reaches the child directly; this process waits for it, to let the server go.
  process.on("SIGINT", () => {});
  const cli = inRoot("node_modules/prisma/build/index.js");
  const child = spawn(process.execPath, [cli, ...process.argv.slice(2)], {
    cwd: root,
    env: prismaEnvironment({ DATABASE_URL: databaseUrl }),
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
