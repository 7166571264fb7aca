import { createHash } from "node:crypto";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { loadCatalogFile } from "@/lib/definitions/catalog";
import { loadSegmentFile } from "@/lib/definitions/segment";
import { needsShared } from "@/test/factories/shared";
import { casesOf, SETS } from "./real-cases";
import { readTables } from "./touched-rows";

/** The referee itself, held to answers found by hand: it is plain, so that it can be right where a compiler is not. */
describe.each(SETS)("the reference on %s", (set) => {
  needsShared("data", set);
  const folder = path.join(import.meta.dirname, set);

  it.each(casesOf(set))("$id: $question", { timeout: 60_000 }, async (one) => {
    const catalog = await loadCatalogFile(path.join(folder, "catalog.yaml"));
    const segment = await loadSegmentFile(path.join(folder, `${one.id}.yaml`), catalog, folder);
    const keys = evaluate(segment, catalog, await readTables(segment, catalog, folder), one.as_of);
    const hash = createHash("sha256").update(keys.join("\n")).digest("hex");
    expect({ count: keys.length, hash }).toEqual({
      count: one.expected_count,
      hash: one.expected_ids_sha256,
    });
  });
});
