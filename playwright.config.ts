import { defineConfig, devices } from "@playwright/test";
import { type FoundBrowser, findBrowser } from "./scripts/browser.mjs";

/** Workers read this file again; the runner looks for the browser once and hands the answer down. */
process.env.E2E_BROWSER ??= JSON.stringify(await findBrowser());
const browser: FoundBrowser = JSON.parse(process.env.E2E_BROWSER);

export default defineConfig({
  testDir: "test/e2e",
  globalSetup: "./test/e2e/support/global-setup.ts",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  reporter: "list",
  expect: { timeout: 15_000, toHaveScreenshot: { maxDiffPixelRatio: 0.01, animations: "disabled" } },
  use: {
    ...devices["Desktop Chrome"],
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: browser.executablePath,
      args: browser.args,
      env: { ...process.env, ...browser.env },
    },
  },
});
