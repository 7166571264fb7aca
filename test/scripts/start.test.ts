import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { version } from "@/package.json";
import { processMark } from "@/scripts/lib/lock.mjs";

describe("npm start refuses", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), "home-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const start = (...args: string[]) => {
    const { DATABASE_URL: _, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/start.mjs", ...args], {
      env: { ...env, COTERIE_HOME: home },
      encoding: "utf8",
      timeout: 20_000,
    });
    return { status, stdout, stderr };
  };
  const refused = (sentence: string, status = 1) => ({ status, stdout: "", stderr: `${sentence}\n` });
  const keep = (name: string, content: object) =>
    writeFileSync(path.join(home, name), JSON.stringify(content));

  it("a data folder of a later version", () => {
    keep("home.json", { version: "9.1.0", mode: "demo" });
    expect(start()).toEqual(
      refused(
        `The data in ${home} was written by Coterie 9.1.0 and this is ${version}: start that version or a newer one, or choose another folder with COTERIE_HOME.`,
      ),
    );
  });

  it("to start empty on the demo", () => {
    keep("home.json", { version, mode: "demo" });
    expect(start("--empty")).toEqual(
      refused(
        `${home} holds the demo shop: choose another folder for your own data, for example COTERIE_HOME=.data-own npm start -- --empty.`,
      ),
    );
  });

  it("to show the demo to other machines", () => {
    expect(start("--host", "0.0.0.0")).toEqual(
      refused(
        "The demo signs people in without real passwords, so it only listens on this machine: leave --host out, or start with --empty.",
      ),
    );
  });

  it("a second start on the same data", () => {
    keep("home.json", { version, mode: "demo" });
    keep("start.lock", { mark: processMark(), address: "http://localhost:3000" });
    expect(start()).toEqual(
      refused(`Coterie already runs on this data at http://localhost:3000 (process ${process.pid}).`),
    );
    keep("start.lock", { mark: processMark() });
    expect(start()).toEqual(
      refused(
        `Coterie is already starting on this data (process ${process.pid}): wait for its address, or stop it.`,
      ),
    );
  });

  it("a data folder whose description was cut off", () => {
    writeFileSync(path.join(home, "home.json"), "{");
    expect(start()).toEqual(
      refused(
        `${path.join(home, "home.json")} cannot be read: restore it from a backup, or delete it if the folder is new.`,
      ),
    );
  });

  it("a folder it may not write", () => {
    const file = path.join(home, "file");
    mkdirSync(path.join(home, "empty"));
    writeFileSync(file, "");
    const { status, stderr } = spawnSync(process.execPath, ["scripts/start.mjs"], {
      env: { ...process.env, COTERIE_HOME: file },
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `COTERIE_HOME names ${file}, which is not a folder.\n`,
    });
  });

  it("a port that is none and an option it does not know", () => {
    expect(start("--port", "http")).toEqual(refused('--port takes a number from 1 to 65535, not "http".', 2));
    expect(start("--prot", "1")).toEqual(
      refused("Unknown option '--prot'\nusage: npm start -- [--empty] [--port N] [--host ADDRESS]", 2),
    );
  });
});
