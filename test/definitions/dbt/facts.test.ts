import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Manifest } from "@/lib/definitions/dbt/artifacts";
import { dbtFacts } from "@/lib/definitions/dbt/facts";
import { readDbtArtifacts } from "@/lib/definitions/dbt/read";

const manifest = Manifest.parse({
  nodes: {
    "model.shop.orders": {
      resource_type: "model",
      name: "orders",
      relation_name: '"prod"."marts"."orders"',
      depends_on: { nodes: ["model.shop.stage"] },
    },
    "model.shop.stage": {
      resource_type: "model",
      name: "stage",
      depends_on: { nodes: ["source.shop.crm.raw"] },
    },
    "model.shop.other": { resource_type: "model", name: "other", relation_name: "`prod.marts.other`" },
    "test.shop.unique_orders": {
      resource_type: "test",
      name: "unique_orders",
      depends_on: { nodes: ["model.shop.orders"] },
    },
    "test.shop.unique_other": {
      resource_type: "test",
      name: "unique_other",
      depends_on: { nodes: ["model.shop.other"] },
    },
  },
  sources: { "source.shop.crm.raw": { resource_type: "source", source_name: "crm", name: "raw" } },
});
const result = (unique_id: string, status: string) => ({ unique_id, status });

describe("dbt's word on what is read", () => {
  it("is its failed tests and the stale sources above", () => {
    const runResults = {
      results: [
        result("test.shop.unique_orders", "fail"),
        result("test.shop.unique_other", "fail"),
        result("model.shop.orders", "error"),
      ],
    };
    const sources = { results: [result("source.shop.crm.raw", "error")] };
    const artifacts = { manifest, runResults, sources };

    expect(dbtFacts(artifacts, [["marts", "orders"]])).toEqual({
      failedTests: ["unique_orders"],
      staleSources: ["crm.raw"],
    });
    expect(dbtFacts(artifacts, [["PROD", "Marts", "Other"]])).toEqual({
      failedTests: ["unique_other"],
      staleSources: [],
    });
    expect(dbtFacts(artifacts, [["elsewhere", "orders"]])).toEqual({ failedTests: [], staleSources: [] });
  });

  it("does not mind warnings, and knows nothing where dbt wrote nothing", () => {
    const runResults = { results: [result("test.shop.unique_orders", "warn")] };
    expect(dbtFacts({ manifest, runResults, sources: null }, [["orders"]])).toEqual({
      failedTests: [],
      staleSources: [],
    });
  });
});

describe("dbt's artifacts", () => {
  const folder = "../shared/data/dbt";
  it.skipIf(!existsSync(folder))("are read in every version of the reference files", async () => {
    const manifests = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      /manifest.*\.json$/.test(name),
    );
    expect(manifests.length).toBeGreaterThan(5);
    for (const name of manifests) {
      const parsed = Manifest.safeParse(JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
      expect([name, parsed.success]).toEqual([name, true]);
    }
    const { runResults, sources } = await readDbtArtifacts(`${folder}/ticketswap`);
    expect(runResults?.results.length).toBeGreaterThan(0);
    expect(sources?.results.length).toBeGreaterThan(0);
  });

  it("are refused without a manifest", async () => {
    await expect(readDbtArtifacts("test/definitions")).rejects.toMatchObject({
      message: "dbt's manifest.json is not there.",
    });
  });
});
