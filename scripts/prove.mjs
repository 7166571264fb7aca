#!/usr/bin/env node
// npm run prove -- [--trees 20000] [--seed 1] [--engines duckdb,postgres,bigquery]: the reference evaluator against warehouses on
// random segments; BigQuery is its reference interpreter over a few rows.
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "./lib/bundle.mjs";
import { inCache } from "./lib/paths.mjs";
import { exitWith } from "./lib/say.mjs";
import { installZetasql } from "./lib/test/zetasql.mjs";
import { holdPostgres } from "./postgres.mjs";

try {
  const { values } = parseArgs({
    options: {
      trees: { type: "string", default: "20000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
      engines: { type: "string" },
    },
  });
  if (values.engines?.includes("bigquery")) await installZetasql();
  const postgres = await holdPostgres({ home: inCache("test-home"), settings: { fsync: "off" } });
  // The bundle stands elsewhere, so it would not find the server's binaries.
  process.env.COTERIE_TEST_POSTGRES = postgres.url("postgres");
  const { prove } = await import(pathToFileURL(await bundle("prove", "test/property/prove.ts")).href);
  const isProved = await prove(Number(values.trees), Number(values.seed), values.engines?.split(","));
  await postgres.release();
  process.exitCode = isProved ? 0 : 1;
} catch (error) {
  exitWith(error);
}
