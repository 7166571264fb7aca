import { describe, expect, it } from "vitest";
import { barredFromDeciding, decidingColumns } from "@/lib/core/policy/deciding";
import { EMPTY_POLICY } from "@/lib/core/policy/types";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { shop } from "@/test/factories/shop";

const segmentOf = (where: Condition): Segment => ({ version: 1, entity: "customers", where });
const known = (column: string): Condition => ({ value: { column }, is: { known: true } });

describe("the columns that decide who is in a segment", () => {
  it("are the personal ones it reads, wherever they stand, each once", () => {
    const where: Condition = { any: [known("email"), { not: known("email") }, known("country")] };
    expect(decidingColumns(segmentOf(where), shop)).toEqual([
      {
        entity: "customers",
        column: "email",
        label: shop.entities.customers!.columns.email!.label,
        pii: "email",
      },
    ]);
  });

  it("may decide only where the policy says so", () => {
    const segment = segmentOf(known("email"));
    expect(barredFromDeciding(EMPTY_POLICY, segment, shop).map(({ column }) => column)).toEqual(["email"]);
    expect(barredFromDeciding({ ...EMPTY_POLICY, deciding: ["phone"] }, segment, shop)).toHaveLength(1);
    expect(barredFromDeciding({ ...EMPTY_POLICY, deciding: ["email"] }, segment, shop)).toEqual([]);
  });

  it("end where the catalog no longer knows what is read", () => {
    expect(decidingColumns(segmentOf({ all: [known("email"), known("gone")] }), shop)).toHaveLength(1);
  });
});
