#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which is a download: the same line protocol (JSON-RPC over standard
// input and output) answered by the wasm build of that engine over a Postgres connection.
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { runDatabaseCommand } from "./lib/schema-engine/database-command.mjs";
import { openEngine } from "./lib/schema-engine/engine.mjs";
import { createAnswerer } from "./lib/schema-engine/protocol.mjs";

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: "string", multiple: true },
    datasource: { type: "string" },
    version: { type: "boolean", short: "v" },
  },
});

if (values.version) {
  console.log("schema-engine-cli wasm");
} else if (positionals[0] === "cli") {
  process.exitCode = await runDatabaseCommand(positionals[1], databaseUrl());
} else {
  serve();
}

/** Prisma passes the address as JSON, plain, or in the environment, by command. */
function databaseUrl() {
  const given = values.datasource;
  if (!given) return process.env.DATABASE_URL;
  try {
    return JSON.parse(given).url ?? process.env.DATABASE_URL;
  } catch {
    return given;
  }
}

/** Requests are answered one after the other: the engine is not re-entrant. */
function serve() {
  const answer = createAnswerer(() =>
    openEngine({ url: databaseUrl(), datamodels: values.datamodels ?? [] }),
  );
  let queue = Promise.resolve();
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      queue = queue.then(() => answer(line));
    })
    .on("close", () => queue.then(() => process.exit(0)));
}
