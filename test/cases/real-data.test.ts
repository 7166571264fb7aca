import { createHash } from "node:crypto";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadCatalogFile } from "@/lib/definitions/catalog";
import { loadSegmentFile } from "@/lib/definitions/segment";
import { count } from "@/lib/services/segment/count";
import { members } from "@/lib/services/segment/members";
import { needsShared } from "@/test/factories/shared";
import { casesOf } from "./real-cases";

const POPULATION: Record<string, number> = { adventureworks: 19_820, sakila: 599, ga4: 19_210 };

describe.each(Object.keys(POPULATION))("%s", (set) => {
  needsShared("data", set);
  const folder = path.join(import.meta.dirname, set);

  it("has questions to answer", () => {
    expect(casesOf(set).length).toBeGreaterThan(0);
  });

  it.each(casesOf(set))("$id: $question", async (one) => {
    const catalog = await loadCatalogFile(path.join(folder, "catalog.yaml"));
    const segment = await loadSegmentFile(path.join(folder, `${one.id}.yaml`), catalog, folder);
    const question = { catalog, segment, asOf: one.as_of, baseFolder: folder };
    const keys: string[] = [];
    for await (const batch of members(question)) keys.push(...batch);
    const hash = createHash("sha256").update(keys.join("\n")).digest("hex");
    expect({ count: keys.length, hash }).toEqual({
      count: one.expected_count,
      hash: one.expected_ids_sha256,
    });
    expect(await count(question)).toEqual({ members: one.expected_count, population: POPULATION[set] });
  });
});
