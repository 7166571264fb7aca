import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/client";
import { toJson } from "@/lib/db/stored";
import { parseCatalog } from "@/lib/definitions/catalog";
import type { Actor } from "@/lib/services/actor";
import { countSegment } from "@/lib/services/builder/count";
import { makeWorkspace, ownDatabase } from "@/test/factories/workspace";
import type { Answerer } from "@/test/support/bigquery-endpoint/answers";
import { type Endpoint, startEndpoint } from "@/test/support/bigquery-endpoint/endpoint";

ownDatabase({ beforeAll, afterAll });

const CATALOG = `version: 1
name: Billed
zone: UTC
warehouse: { kind: bigquery, project: acme-analytics, dataset: shop }
entities:
  customers:
    table: customers
    key: customer_id
    pii: none
    columns: { customer_id: integer, country: text }
`;
const tree = { version: 1, entity: "customers", where: { value: { column: "country" }, is: { eq: "DE" } } };
const GB = 1_000_000_000;

/** Says what it would read, and counts 240 of 300. */
let bytes = 0;
const FIELDS = ["members", "population"].map((name) => ({ name, type: "INTEGER", mode: "NULLABLE" }));
const answerer: Answerer = {
  plan: async () => ({ fields: FIELDS, bytes }),
  run: async () => ({ fields: FIELDS, total: 1, page: () => [{ f: [{ v: "240" }, { v: "300" }] }] }),
};

let endpoint: Endpoint;
let marketer: Actor;
beforeAll(async () => {
  endpoint = await startEndpoint(answerer, { project: "acme-analytics" });
  const workspace = await makeWorkspace();
  marketer = await workspace.actor("marketer");
  const { catalog, problems } = await parseCatalog(CATALOG);
  expect(problems).toEqual([]);
  const content = toJson(catalog!);
  const { workspaceId, userId } = marketer;
  await database().catalogVersion.create({
    data: { workspaceId, version: 1, content, source: CATALOG, baseFolder: "/", createdById: userId },
  });
});
beforeEach(() => {
  vi.stubEnv("COTERIE_BIGQUERY_ENDPOINT", endpoint.url);
  vi.stubEnv("METADATA_SERVER_DETECTION", "none");
  return () => vi.unstubAllEnvs();
});
afterAll(() => endpoint.close());

describe("BigQuery, spoken to in its own protocol", () => {
  it("tells its price first, and is asked only once someone agreed", async () => {
    bytes = 1.2 * GB;
    const asOf = "2026-11-20T10:42:00Z";
    const before = endpoint.jobs().length;
    expect(await countSegment(marketer, { tree, asOf })).toEqual({
      price: { bytes: 1.2 * GB, spentToday: 0, dailyBytes: 50 * GB, questionBytes: GB },
    });
    expect(endpoint.jobs()).toHaveLength(before);
    const agreed = await countSegment(marketer, { tree, asOf, agreedBytes: 1.2 * GB });
    expect(agreed).toMatchObject({ members: 240, population: 300 });
    expect(endpoint.jobs()).toHaveLength(before + 1);
    const row = await database().scannedBytes.findFirst({ where: { userId: marketer.userId } });
    expect(Number(row?.bytes)).toBe(1.2 * GB);
  });
});
