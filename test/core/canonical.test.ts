import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, hashOf, isSame } from "@/lib/core/canonical";

describe("canonical JSON", () => {
  it("sorts members at every depth and keeps the order of lists", () => {
    expect(canonicalJson({ b: [{ d: 1, c: undefined, a: "é" }, 2], a: null })).toBe(
      '{"a":null,"b":[{"a":"é","d":1},2]}',
    );
  });

  it("hashes to a known value", () => {
    expect(hashOf({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });

  it("does not depend on the order members were written in", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const turned = Object.fromEntries(Object.entries(record).reverse());
        expect(isSame(record, turned)).toBe(true);
      }),
    );
  });
});
