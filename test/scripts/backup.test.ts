import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { version } from "@/package.json";
import { processMark } from "@/scripts/lib/lock.mjs";
import { holdPostgres, releasePostgres } from "@/scripts/postgres.mjs";

const run = promisify(execFile);

describe("a backup", () => {
  let folder: string;
  let home: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "backup-"));
    home = path.join(folder, "home");
    file = path.join(folder, "kept", "coterie.tar.gz");
    mkdirSync(path.join(home, "state"), { recursive: true });
    keep("home.json", JSON.stringify({ version, mode: "own", created: "2026-01-01T00:00:00.000Z" }));
    keep("secrets.json", "{}");
    keep("state/one.txt", "held");
    keep("coterie.log", "a line");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const keep = (name: string, text: string) => writeFileSync(path.join(home, name), text, { mode: 0o600 });
  const call = async (script: string, at = home, name = file) => {
    const { DATABASE_URL: _, ...env } = process.env;
    const started = run(process.execPath, [`scripts/${script}.mjs`, name], {
      env: { ...env, COTERIE_HOME: at },
    });
    return started.catch((error: { stderr: string; code: number }) => error);
  };

  it("is put back as it was, with the time it was taken", async () => {
    const other = path.join(folder, "other");
    await call("backup");
    await call("restore", other);

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(other).sort()).toEqual(["home.json", "secrets.json", "state"]);
    expect(readFileSync(path.join(other, "state/one.txt"), "utf8")).toBe("held");
    expect(statSync(path.join(other, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path.join(other, "home.json"), "utf8"))).toEqual({
      version,
      mode: "own",
      created: "2026-01-01T00:00:00.000Z",
      restoredFrom: expect.stringMatching(/^20\d\d-/),
    });
  });

  it("holds the database, wherever that lies", async () => {
    const other = path.join(folder, "other");
    const server = await holdPostgres({ home });
    await query(server.url("postgres"), "CREATE TABLE kept AS SELECT 'here' AS word");
    await releasePostgres({ home });
    await call("backup");
    await call("restore", other);
    const restored = await holdPostgres({ home: other });
    try {
      expect(await query(restored.url("postgres"), "SELECT word FROM kept")).toEqual([{ word: "here" }]);
    } finally {
      await releasePostgres({ home: other });
      for (const one of [home, other]) {
        const { dir } = JSON.parse(readFileSync(path.join(one, "postgres.json"), "utf8")) as { dir: string };
        rmSync(path.resolve(one, dir), { recursive: true });
      }
    }
  });

  it("is refused while Coterie runs", async () => {
    keep("start.lock", JSON.stringify({ mark: processMark(), address: "http://localhost:3000" }));

    expect(await call("backup")).toMatchObject({
      code: 1,
      stderr: `Coterie already runs on this data at http://localhost:3000 (process ${process.pid}).\n`,
    });
    expect(existsSync(file)).toBe(false);
  });

  it("does not replace another", async () => {
    await call("backup");
    const before = readFileSync(file);

    expect(await call("backup")).toMatchObject({
      stderr: `${file} is there already: choose another name for the backup.\n`,
    });
    expect(readFileSync(file)).toEqual(before);
  });

  it("is put into an empty folder only", async () => {
    await call("backup");

    expect(await call("restore")).toMatchObject({
      stderr: `${home} is not empty: name another folder with COTERIE_HOME, or move it away.\n`,
    });
    expect(readFileSync(path.join(home, "state/one.txt"), "utf8")).toBe("held");
  });

  it("leaves nothing behind when it is damaged", async () => {
    await call("backup");
    const other = path.join(folder, "other");
    writeFileSync(file, readFileSync(file).subarray(0, 200));

    expect(await call("restore", other)).toMatchObject({
      stderr: `${file} cannot be read as a backup: it is damaged or something else.\n`,
    });
    expect(readdirSync(other)).toEqual([]);
  });
});

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
