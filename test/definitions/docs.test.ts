import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { segmentSchema } from "@/lib/core/segment/schema";
import { parseCatalog } from "@/lib/definitions/catalog";
import { parseSyncFile } from "@/lib/definitions/sync";
import { readYaml } from "@/lib/definitions/yaml";

/** The YAML blocks of a page; a block of several examples has one under each comment. */
function yamlBlocks(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map((match) => match[1]!);
}

function examplesOf(block: string): string[] {
  return block.split(/^# .*\n/m).filter((example) => example.trim() !== "");
}

describe("docs/catalog.md", () => {
  it("shows catalogs that parse", async () => {
    const parsed = await Promise.all(yamlBlocks("docs/catalog.md").map(parseCatalog));
    expect(parsed.map(({ problems }) => problems)).toEqual([[], []]);
  });
});

describe("docs/syncs.md", () => {
  it("shows a sync that parses", () => {
    expect(yamlBlocks("docs/syncs.md").map((block) => parseSyncFile(block).problems)).toEqual([[]]);
  });
});

describe("docs/segments.md", () => {
  const [whole, conditions] = yamlBlocks("docs/segments.md");

  it("shows a segment of the language", () => {
    expect(segmentSchema.safeParse(readYaml(whole!).value).error).toBeUndefined();
  });

  it.each(examplesOf(conditions!))("shows a condition of the language: %s", (example) => {
    const segment = { version: 1, entity: "customers", where: readYaml(example).value };
    expect(segmentSchema.safeParse(segment).error).toBeUndefined();
  });
});
