import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { apiOf } from "./support/api";
import { expect, test } from "./support/fixtures";

const CATALOG = `version: 1
name: Endless
zone: UTC
warehouse: { kind: duckdb, file: endless.duckdb }
entities:
  people:
    label: People
    table: people
    key: id
    pii: none
    columns:
      id: integer
      kind: text
`;

/** Rows nobody could wait for: they are made while they are read. */
const ENDLESS = `CREATE VIEW people AS
  SELECT id, 'x' || (id * 7 % 13) AS kind FROM range(1000000000000) AS t(id)`;

/** The whole way of a question that a newer one replaces: the browser, the server, the warehouse. */
test("a question the browser gives up stops in the warehouse", async ({
  workspace,
  signIn,
  expectErrors,
}) => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "coterie-endless-")), "endless.duckdb");
  await write(file, "CREATE TABLE people AS SELECT 1 AS id, 'x' AS kind");
  const admin = await apiOf(workspace.admin);
  await admin.send("POST", "/catalog", { source: CATALOG, baseFolder: path.dirname(file) });
  await write(file, "DROP TABLE people", ENDLESS);

  const page = await signIn(workspace.marketer);
  expectErrors(/Failed to fetch|ERR_ABORTED|status of 503/);
  for (const [question, more] of Object.entries(QUESTIONS)) {
    const asked = page.evaluate(ask, { question, more });
    await expect.poll(() => isBeingRead(file), { message: question, timeout: 20_000 }).toBe(true);
    await page.evaluate(() => Reflect.get(window, "giveUp")());
    expect(await asked).toBe("AbortError");
    await expect.poll(() => isBeingRead(file), { message: question, timeout: 3_000 }).toBe(false);
  }
});

const QUESTIONS = { count: {}, funnel: {}, breakdown: { column: "kind" } };

/** Runs in the page, as the builder asks. */
async function ask({ question, more }: { question: string; more: object }): Promise<string> {
  const controller = new AbortController();
  Reflect.set(window, "giveUp", () => controller.abort());
  const where = { value: { column: "kind" }, is: { not_eq: "x3" } };
  const body = JSON.stringify({ tree: { version: 1, entity: "people", where }, ...more });
  const headers = { "content-type": "application/json" };
  try {
    // 503: the look below had the file open at this very moment.
    const post = () =>
      fetch(`/api/segments/${question}`, { method: "POST", body, headers, signal: controller.signal });
    while ((await post()).status === 503) await new Promise((resolve) => setTimeout(resolve, 50));
    return "answered";
  } catch (error) {
    return (error as Error).name;
  }
}

/** DuckDB lets no other process write while a question is being answered. */
async function isBeingRead(file: string): Promise<boolean> {
  try {
    (await DuckDBInstance.create(file)).closeSync();
    return false;
  } catch {
    return true;
  }
}

async function write(file: string, ...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}
