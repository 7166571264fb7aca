import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadCatalogFile } from "@/lib/definitions/catalog";
import { loadSegmentFile } from "@/lib/definitions/segment";
import { count } from "@/lib/services/segment/count";
import { members } from "@/lib/services/segment/members";
import { needsShared, sharedPath } from "@/test/factories/shared";

type Case = {
  id: string;
  set: string;
  as_of: string;
  question: string;
  expected_count: number;
  expected_ids_sha256: string;
};

const POPULATION: Record<string, number> = { adventureworks: 19_820, sakila: 599, ga4: 19_210 };

/** The questions that have a segment here; each was answered twice by hand, in SQL and in Python. */
function casesOf(set: string): Case[] {
  const file = sharedPath("cases", "cases.json");
  if (!existsSync(file)) return [];
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };
  const files = readdirSync(path.join(import.meta.dirname, set));
  return cases.filter((one) => one.set === set && files.includes(`${one.id}.yaml`));
}

describe.each(Object.keys(POPULATION))("%s", (set) => {
  needsShared("data", set);
  const folder = path.join(import.meta.dirname, set);

  it("has questions to answer", () => {
    expect(casesOf(set).length).toBeGreaterThan(0);
  });

  it.each(casesOf(set))("$id: $question", async (one) => {
    const catalog = await loadCatalogFile(path.join(folder, "catalog.yaml"));
    const segment = await loadSegmentFile(path.join(folder, `${one.id}.yaml`), catalog);
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
