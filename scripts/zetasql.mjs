#!/usr/bin/env node
// Installs BigQuery's analyser for the tests; `npm test` does it by itself.
import { exitWith } from "./lib/say.mjs";
import { installZetasql } from "./lib/test/zetasql.mjs";

await installZetasql().catch(exitWith);
