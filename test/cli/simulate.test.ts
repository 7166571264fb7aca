import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
let running: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "simulate-"));
});
afterEach(() => {
  running?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

const coterie = (...args: string[]) =>
  spawn(process.execPath, ["scripts/coterie.mjs", "simulate", ...args], { stdio: "pipe" });

async function started(...args: string[]): Promise<string> {
  running = coterie("meta", "--set", "accessToken=t", "--set", "adAccountId=5", ...args);
  const [line] = await once(running.stdout!.setEncoding("utf8"), "data");
  return /at (http:\S+) /.exec(String(line))![1]!;
}

describe("coterie simulate", () => {
  it("starts a platform that remembers across a kill, and ends when interrupted", async () => {
    const state = path.join(folder, "meta.ndjson");
    const before = await started("--state", state);
    const created = await fetch(`${before}/v25.0/act_5/customaudiences?access_token=t`, {
      method: "POST",
      body: JSON.stringify({ name: "Kept", subtype: "CUSTOM", customer_file_source: "USER_PROVIDED_ONLY" }),
    });
    expect(created.status).toBe(200);
    running!.kill("SIGKILL");
    await once(running!, "exit");

    const after = await started("--state", state);
    const { audiences } = await (await fetch(`${after}/_simulator/state`)).json();
    expect(audiences.map(({ name }: { name: string }) => name)).toEqual(["Kept"]);
    running!.kill("SIGINT");
    expect(await once(running!, "exit")).toEqual([0, null]);
  });

  it("refuses a destination there is none of, and a port that is none", async () => {
    const unknown = coterie("nope");
    const [said, [code]] = await Promise.all([text(unknown.stderr), once(unknown, "exit")]);
    expect([code, said]).toEqual([
      1,
      'There is no destination of the kind "nope". Use one of google, hubspot, meta, webhook.\n',
    ]);
    const port = coterie("meta", "--port", "70000");
    expect((await once(port, "exit"))[0]).toBe(2);
  });
});
