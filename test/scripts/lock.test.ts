import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isRunning, processMark, takeLock, withLock } from "@/scripts/lib/lock.mjs";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "lock-"));
  file = path.join(folder, "deep", "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("tells who holds a lock and what they noted", () => {
  const lock = takeLock(file, { address: "http://localhost:3000" });
  expect(takeLock(file)).toEqual({ holder: { mark: processMark(), address: "http://localhost:3000" } });
  lock.release?.();
  expect(existsSync(file)).toBe(false);
});

it("takes a lock over from a process that died", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const mark = processMark(child.pid);
  takeLock(file).release?.();
  writeFileSync(file, JSON.stringify({ mark }));
  expect(isRunning(mark)).toBe(true);
  expect(takeLock(file)).toEqual({ holder: { mark } });

  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await ended;
  expect(isRunning(mark)).toBe(false);
  expect(takeLock(file).holder).toBeUndefined();
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ mark: processMark() });
});

it("does not take a later process of the same number for the holder", () => {
  takeLock(file).release?.();
  writeFileSync(file, JSON.stringify({ mark: `${process.pid}-1` }));
  expect(takeLock(file).holder).toBeUndefined();
});

it("takes over a lock that was cut off while written", () => {
  takeLock(file).release?.();
  writeFileSync(file, '{"mark":');
  expect(takeLock(file).holder).toBeUndefined();
});

it("lets one at a time work and says once that it waits", async () => {
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 250));
    events.push(`${name} ends`);
  };
  const first = withLock(file, work("first"));
  await withLock(file, work("second"), () => events.push("waiting"));
  await first;
  expect(events).toEqual(["first begins", "waiting", "first ends", "second begins", "second ends"]);
});
