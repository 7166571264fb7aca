#!/usr/bin/env node
// npm run prove -- [--trees 20000] [--seed 1] [--engines duckdb,postgres,bigquery]: the reference evaluator against warehouses on
// random segments; BigQuery is its reference interpreter over a few rows.
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "./lib/bundle.mjs";
import { exitWith } from "./lib/say.mjs";
import { installZetasql } from "./lib/test/zetasql.mjs";

try {
  const { values } = parseArgs({
    options: {
      trees: { type: "string", default: "20000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
      engines: { type: "string" },
    },
  });
  if (values.engines?.includes("bigquery")) await installZetasql();
  const { prove } = await import(pathToFileURL(await bundle("prove", "test/property/prove.ts")).href);
  const isProved = await prove(Number(values.trees), Number(values.seed), values.engines?.split(","));
  process.exitCode = isProved ? 0 : 1;
} catch (error) {
  exitWith(error);
}
