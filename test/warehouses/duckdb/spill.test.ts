import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { temporaryFolder } from "@/test/factories/folder";

const folder = temporaryFolder();

// A process looks once.
beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it("removes the rows a killed process spilled, and leaves those of a living one", async () => {
  vi.stubEnv("TMPDIR", folder);
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const left = path.join(folder, `coterie-duckdb-${dead}-left`);
  const living = path.join(folder, `coterie-duckdb-${process.ppid}-living`);
  for (const one of [left, living]) mkdirSync(one);
  const { openInstance } = await import("@/lib/kit/duckdb/instance");
  const instance = await openInstance(":memory:");
  instance.closeSync();
  expect([existsSync(left), existsSync(living)]).toEqual([false, true]);
  expect(
    readdirSync(folder).filter((name) => name.startsWith(`coterie-duckdb-${process.pid}-`)),
  ).toHaveLength(1);
});

it("leaves another user's rows to them", async () => {
  vi.stubEnv("TMPDIR", folder);
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const theirs = path.join(folder, `coterie-duckdb-${dead}-theirs`);
  mkdirSync(theirs);
  vi.spyOn(process, "getuid").mockReturnValue(statSync(theirs).uid + 1);
  const { openInstance } = await import("@/lib/kit/duckdb/instance");
  (await openInstance(":memory:")).closeSync();
  expect(existsSync(theirs)).toBe(true);
});
