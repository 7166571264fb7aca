import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Segment } from "@/lib/core/segment/types";
import type { Actor } from "@/lib/services/actor";
import { breakDownSegment } from "@/lib/services/builder/breakdown";
import { changesOfSegment } from "@/lib/services/builder/changes";
import { countSegment } from "@/lib/services/builder/count";
import { funnelOfSegment } from "@/lib/services/builder/funnel";
import { overlapOfSegment } from "@/lib/services/builder/overlap";
import { reachOfSegment } from "@/lib/services/builder/reach";
import { sampleSegment } from "@/lib/services/builder/sample";
import { importCatalog } from "@/lib/services/catalog/import";
import { createDestination } from "@/lib/services/destination/create";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { makeAudience } from "@/test/factories/shop-workspace";
import { POLICY } from "@/test/factories/synced-shop";
import { makeWorkspace, ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const run = promisify(execFile);

const CATALOG = `version: 1
name: Endless
zone: UTC
warehouse: { kind: duckdb, file: endless.duckdb }
entities:
  people:
    table: people
    key: id
    pii: none
    columns:
      id: integer
      kind: text
      email: { type: text, pii: email }
`;

const tree: Segment = {
  version: 1,
  entity: "people",
  where: {
    all: [
      { value: { column: "kind" }, is: { not_eq: "x3" } },
      { value: { column: "email" }, is: { known: true } },
    ],
  },
};

const ENDLESS = `CREATE VIEW people AS
  SELECT id, 'x' || (id * 7 % 13) AS kind, md5(md5(CAST(id AS VARCHAR))) AS email FROM range(1000000000000) AS t(id)`;

const folder = mkdtempSync(path.join(tmpdir(), "coterie-stops-"));
const file = path.join(folder, "endless.duckdb");
let marketer: Actor;
let destinationId = "";
beforeAll(async () => {
  await write("CREATE TABLE people AS SELECT 1 AS id, 'x' AS kind, 'y' AS email");
  const workspace = await makeWorkspace({ demo: true });
  const admin = await workspace.actor("admin");
  marketer = await workspace.actor("marketer");
  await importCatalog(admin, { source: CATALOG, baseFolder: folder });
  await makeAudience(marketer, tree, "Another");
  const { id } = await createDestination(admin, {
    kind: "meta",
    name: "Ads",
    settings: { adAccountId: "1000000001" },
    secrets: { accessToken: "simulated-access-token" },
  });
  destinationId = id;
  const policy = {
    ...POLICY,
    consent: { people: "not_required" as const },
    suppression: {},
    deciding: ["email" as const],
  };
  await setPolicy(admin, { id: destinationId, policy, reason: "For the test." });
  // From now on rows nobody could wait for: they are made while they are read.
  await write("DROP TABLE people", ENDLESS);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function write(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

/** DuckDB lets no other process write while a question is being answered. */
async function isBeingRead(): Promise<boolean> {
  const script = `
    import { DuckDBInstance } from "@duckdb/node-api";
    try { (await DuckDBInstance.create(process.argv[1])).closeSync(); console.log("free"); } catch { console.log("read"); }`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script, file]);
  return stdout.trim() === "read";
}

const questions = {
  count: (signal: AbortSignal) => countSegment(marketer, { tree }, { signal }),
  funnel: (signal: AbortSignal) => funnelOfSegment(marketer, { tree }, { signal }),
  breakdown: (signal: AbortSignal) => breakDownSegment(marketer, { tree, column: "kind" }, { signal }),
  overlap: (signal: AbortSignal) => overlapOfSegment(marketer, { tree }, { signal }),
  changes: (signal: AbortSignal) => changesOfSegment(marketer, { tree }, { signal }),
  reach: (signal: AbortSignal) =>
    reachOfSegment(
      marketer,
      { tree, destinationId, mapping: { fields: { EMAIL: { column: "email" } } } },
      { signal },
    ),
  sample: (signal: AbortSignal) => sampleSegment(marketer, { tree }, { signal }),
};

describe("a question nobody waits for any more", () => {
  it.each(Object.entries(questions))("is stopped in the warehouse: %s", async (_name, ask) => {
    const controller = new AbortController();
    const answer = ask(controller.signal).then(
      () => "answered",
      (error: unknown) => error,
    );
    try {
      await expect.poll(isBeingRead, { timeout: 20_000, interval: 20 }).toBe(true);
    } finally {
      controller.abort(new Error("given up"));
    }
    const given = performance.now();
    expect(await answer).toMatchObject({ message: "given up" });
    expect(performance.now() - given).toBeLessThan(2_000);
    expect(await isBeingRead()).toBe(false);
  });
});
