import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffDefinitions } from "@/lib/core/definitions/diff";
import { DEFINITION_KINDS, type Definition } from "@/lib/core/definitions/types";

const definition: fc.Arbitrary<Definition> = fc.record({
  kind: fc.constantFrom(...DEFINITION_KINDS),
  key: fc.constantFrom("a", "b", "c", "d"),
  name: fc.constantFrom("A", "B"),
  parts: fc.dictionary(fc.constantFrom("where", "limit", "constructor"), fc.jsonValue({ maxDepth: 2 })),
});
const definitions = fc.uniqueArray(definition, { selector: ({ kind, key }) => `${kind}:${key}` });

const idOf = ({ kind, key }: { kind: string; key: string }) => `${kind}:${key}`;

/** What applying a folder makes of a workspace. */
function applied(wanted: readonly Definition[], there: readonly Definition[]): Definition[] {
  const named = new Set(wanted.map(idOf));
  return [...there.filter((one) => !named.has(idOf(one))), ...wanted];
}

describe("diffDefinitions", () => {
  const audience = (parts: Definition["parts"]): Definition => ({
    ...{ kind: "audience", key: "vips", name: "VIPs", parts },
  });

  it("names the parts that differ, in the order of kinds and keys", () => {
    const sync: Definition = {
      kind: "sync",
      key: "VIPs to ads",
      name: "VIPs to ads",
      parts: { mode: "mirror" },
    };
    const list: Definition = { kind: "list", key: "staff", name: "Staff", parts: {} };
    expect(
      diffDefinitions(
        [sync, audience({ where: { all: [] }, entity: "people" })],
        [list, audience({ where: { any: [] }, limit: { top: 5 }, entity: "people" })],
      ),
    ).toEqual([
      { kind: "list", key: "staff", name: "Staff", outcome: "only_there", parts: [] },
      { kind: "audience", key: "vips", name: "VIPs", outcome: "changed", parts: ["limit", "where"] },
      { kind: "sync", key: "VIPs to ads", name: "VIPs to ads", outcome: "added", parts: ["mode"] },
    ]);
  });

  it("tells nothing apart that only is spelled otherwise", () => {
    const one = audience({ where: { value: { column: "a" }, is: { eq: 1 } }, limit: undefined });
    const other = audience({ limit: null, where: { is: { eq: 1 }, value: { column: "a" } } });
    expect(diffDefinitions([one], [other])[0]?.outcome).toBe("unchanged");
  });

  it("finds nothing between a workspace and itself, in whatever order", () => {
    fc.assert(
      fc.property(definitions, (there) => {
        const outcomes = diffDefinitions([...there].reverse(), there).map(({ outcome }) => outcome);
        expect(new Set(outcomes)).toEqual(new Set(there.length > 0 ? ["unchanged"] : []));
      }),
    );
  });

  it("finds nothing more once what it found is done, and leaves alone what is not in the folder", () => {
    fc.assert(
      fc.property(definitions, definitions, (wanted, there) => {
        const found = diffDefinitions(wanted, there);
        expect(found.map(idOf).sort()).toEqual([...new Set([...wanted, ...there].map(idOf))].sort());
        const after = diffDefinitions(wanted, applied(wanted, there));
        expect(after.every(({ outcome }) => outcome === "unchanged" || outcome === "only_there")).toBe(true);
        const left = (all: typeof found) => all.filter(({ outcome }) => outcome === "only_there").map(idOf);
        expect(left(after)).toEqual(left(found));
      }),
    );
  });
});
