import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { version } from "@/package.json";

const coterie = (...args: string[]) => {
  const script = path.resolve("scripts/coterie.mjs");
  return spawnSync(process.execPath, [script, ...args], { cwd: tmpdir(), encoding: "utf8" });
};

it("runs the command line from any folder", () => {
  expect(coterie("--version").stdout).toBe(`${version}\n`);
});

it("ends with 2 when it is called wrongly", () => {
  expect(coterie("no-such-command").status).toBe(2);
});

it("starts in a fraction of a second", () => {
  coterie("--version");
  const started = performance.now();
  coterie("--version");
  expect(performance.now() - started).toBeLessThan(1000);
});
