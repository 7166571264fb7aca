import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holdPostgres, postgresPort, releasePostgres } from "@/scripts/postgres.mjs";

const run = promisify(execFile);

describe("the embedded Postgres", () => {
  let home: string;

  beforeEach(() => {
    home = path.join(mkdtempSync(path.join(tmpdir(), "coterie-")), "home");
  });
  afterEach(async () => {
    await releasePostgres({ home, holder: process.pid });
    await releasePostgres({ home, holder: 1 });
    rmSync(placeFolder(), { recursive: true });
    rmSync(path.dirname(home), { recursive: true, force: true });
  });

  const placeFolder = () => {
    const { dir } = JSON.parse(readFileSync(path.join(home, "postgres.json"), "utf8")) as { dir: string };
    return path.resolve(home, dir);
  };
  const query = async (url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it("is one server however many ask at once, and ends with the last who lets go", async () => {
    const script = path.resolve("scripts/postgres.mjs");
    const env = { ...process.env, COTERIE_HOME: home };
    const addresses = await Promise.all(
      [1, 2, 3].map(async () => (await run(process.execPath, [script, "start"], { env })).stdout.trim()),
    );
    const server = await holdPostgres({ home });

    expect(new Set([...addresses, server.url("coterie")]).size).toBe(1);
    expect(server.freshlyStarted).toBe(false);
    await releasePostgres({ home, holder: 1 });
    expect(await postgresPort(home)).toBe(server.port);
    await server.release();
    expect(await postgresPort(home)).toBeUndefined();
  });

  it("keeps what was written when it is killed, and starts again", async () => {
    const first = await holdPostgres({ home });
    await first.ensureDatabase("shop");
    await query(first.url("shop"), "CREATE TABLE kept AS SELECT 42 AS answer");
    const [pid] = readFileSync(path.join(placeFolder(), "data", "postmaster.pid"), "utf8").split("\n");
    process.kill(Number(pid), "SIGKILL");

    const second = await holdPostgres({ home });
    expect(second.freshlyStarted).toBe(true);
    expect(await query(second.url("shop"), "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  it("lets nobody in without its password", async () => {
    const server = await holdPostgres({ home });
    const stranger = server.url("postgres").replace(/:[^:@]+@/, ":guess@");
    await expect(query(stranger, "SELECT 1")).rejects.toThrow(
      'password authentication failed for user "coterie"',
    );
  });
});
