import { describe, expect, it } from "vitest";
import { changedFields } from "@/components/activity/changed-fields";

describe("what changed", () => {
  it("is told field by field, nested ones by dotted names, unchanged ones not at all", () => {
    const before = { minimumSize: 50, tags: { email: "hashed" }, name: "Acme" };
    const after = { minimumSize: 100, tags: { email: "hashed", phone: "hashed" }, name: "Acme" };
    expect(changedFields(before, after)).toEqual([
      { field: "minimumSize", before: "50", after: "100" },
      { field: "tags.phone", before: null, after: "hashed" },
    ]);
  });

  it("is everything when there was nothing before, and shortens hashes", () => {
    expect(changedFields(null, { tree: "ab".repeat(32) })).toEqual([
      { field: "tree", before: null, after: "abababababab…" },
    ]);
    expect(changedFields(null, null)).toEqual([]);
  });
});
