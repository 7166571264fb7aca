#!/usr/bin/env node
// Finds a Chromium for the end-to-end tests; on Linux x64 npm brings one. Run by hand it prints what it found as JSON.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { packagedBrowser } from "./lib/browser/packaged.mjs";
import { isRunnable, systemBrowser } from "./lib/browser/system.mjs";
import { exitWith, Refusal } from "./lib/say.mjs";

const VARIABLES = ["E2E_BROWSER_PATH", "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH", "CHROME_PATH"];

/** Flags beside Playwright's own: nothing is fetched behind a test's back, and text looks the same everywhere. */
const ARGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-first-run",
  "--no-pings",
  "--font-render-hinting=none",
  "--disable-lcd-text",
];

/** `{ executablePath, env, args, source }` for Playwright's launch options; `env` is beside the process's own. */
export async function findBrowser() {
  const found = namedBrowser() ?? installedByPlaywright() ?? (await packagedBrowser()) ?? systemBrowser();
  if (found) return { env: {}, args: ARGS, ...found };
  throw new Refusal(
    "There is no browser for the end-to-end tests: install Chrome, run npx playwright install chromium, or name one in E2E_BROWSER_PATH.",
  );
}

function namedBrowser() {
  const name = VARIABLES.find((each) => process.env[each]);
  if (!name) return undefined;
  if (!isRunnable(process.env[name]))
    throw new Refusal(`${name} names ${process.env[name]}, which cannot be run.`);
  return { executablePath: process.env[name], source: name };
}

function installedByPlaywright() {
  const { chromium } = createRequire(import.meta.url)("@playwright/test");
  const executablePath = chromium.executablePath();
  return executablePath && existsSync(executablePath) ? { executablePath, source: "playwright" } : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await findBrowser().then((found) => console.log(JSON.stringify(found)), exitWith);
}
