import { readdirSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Catalog } from "@/lib/core/catalog/types";
import { parseSegment } from "@/lib/core/segment/parse";
import { loadCatalogFile } from "@/lib/definitions/catalog";
import { members } from "@/lib/services/segment/members";
import { needsShared, sharedPath } from "@/test/factories/shared";
import { questionsOf } from "./own-questions";
import { SETS } from "./real-cases";

describe.each(SETS)("questions of our own about %s", (set) => {
  needsShared("data", set);
  const folder = path.join(import.meta.dirname, set);
  let data: Awaited<ReturnType<typeof openFiles>> | null = null;
  let catalog: Catalog;

  beforeAll(async () => {
    data = await openFiles(set);
    catalog = await loadCatalogFile(path.join(folder, "catalog.yaml"));
  });
  afterAll(() => data?.close());

  it.each(questionsOf(set))("$id: $question", async ({ entity, zone, as_of, where, sql }) => {
    const here = { ...catalog, zone: zone ?? catalog.zone };
    const { segment, problems } = parseSegment(
      { version: 1, entity: entity ?? "customers", where },
      { catalog: here },
    );
    expect(problems).toEqual([]);
    const asked = new Date(as_of).toISOString();
    const keys: string[] = [];
    for await (const batch of members({
      catalog: here,
      segment: segment!,
      asOf: asked,
      baseFolder: folder,
    })) {
      keys.push(...batch);
    }
    const byHand = await data!.keys(sql);
    expect(keys.sort()).toEqual(byHand);
    // An answer of nobody, or of everybody, would prove little.
    expect(keys.length).toBeGreaterThan(0);
  });
});

/** The files as DuckDB reads them by itself, each a table of its own name; null where they are not beside the repository. */
async function openFiles(set: string) {
  const folder = sharedPath("data", set);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".csv.gz"))) {
    const name = file.replace(".csv.gz", "");
    const types = set === "ga4" ? ", types = {'user_pseudo_id': 'VARCHAR'}" : "";
    await connection.run(
      `CREATE TABLE "${name}" AS FROM read_csv('${path.join(folder, file)}', header = true, sample_size = -1${types})`,
    );
  }
  return {
    keys: async (sql: string) => {
      const rows = await connection.runAndReadAll(sql);
      return rows
        .getRows()
        .map(([key]) => String(key))
        .sort();
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
