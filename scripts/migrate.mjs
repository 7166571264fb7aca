#!/usr/bin/env node
// Writes the migration from what the migrations make to what prisma/schema.prisma says: `npm run migrate -- --name add_labels`.
// Prisma's own `migrate dev` needs a shadow database that the wasm engine cannot open, so the difference is taken from a
// database of its own, made anew each time.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { inRoot, root } from "./lib/paths.mjs";
import { connect } from "./lib/postgres/connection.mjs";
import { generatePrismaClient, prismaEnvironment } from "./lib/prisma-client.mjs";
import { exitWith, Refusal } from "./lib/say.mjs";
import { holdPostgres } from "./postgres.mjs";

const FOLDER = "prisma/migrations";
const DIFFERENCE = [
  "migrate",
  "diff",
  "--from-config-datasource",
  "--to-schema",
  "prisma/schema.prisma",
  "--script",
];

try {
  const { values } = parseArgs({ options: { name: { type: "string" } } });
  if (!/^[a-z][a-z0-9_]*$/.test(values.name ?? "")) {
    throw new Refusal("Name the migration in words with underscores: npm run migrate -- --name add_labels");
  }
  await writeMigration(values.name);
} catch (error) {
  exitWith(error);
}

async function writeMigration(name) {
  const server = await holdPostgres();
  const database = `migrate_${randomBytes(4).toString("hex")}`;
  try {
    await server.ensureDatabase(database);
    prisma(server.url(database), ["migrate", "deploy"]);
    const sql = prisma(server.url(database), DIFFERENCE);
    if (/^-- This is an empty migration/m.test(sql))
      return console.log("The migrations say all that the schema says.");
    const folder = `${FOLDER}/${stamp()}_${name}`;
    mkdirSync(inRoot(folder), { recursive: true });
    writeFileSync(inRoot(`${folder}/migration.sql`), sql);
    console.log(`Wrote ${folder}/migration.sql. Read it; it runs at the next start.`);
    await generatePrismaClient();
  } finally {
    const client = await connect(server.url("postgres"));
    await client?.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    await client?.end();
    await server.release();
  }
}

function prisma(databaseUrl, command) {
  const cli = inRoot("node_modules/prisma/build/index.js");
  const env = prismaEnvironment({ DATABASE_URL: databaseUrl });
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...command], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Refusal(`prisma ${command.slice(0, 2).join(" ")} failed:\n${stderr}${stdout}`);
  return stdout;
}

/** When it was written, as Prisma names migrations: their order is that of their names. */
function stamp() {
  return new Date().toISOString().replace(/\D/g, "").slice(0, 14);
}
