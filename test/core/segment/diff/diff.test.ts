import { describe, expect, it } from "vitest";
import { diff } from "@/lib/core/segment/diff";
import type { Condition, MeasureScope, Segment } from "@/lib/core/segment/types";
import { shop } from "../../../factories/shop";

const US: Condition = { value: { column: "country" }, is: { eq: "US" } };
const RICH: Condition = { value: { column: "credit" }, is: { gte: "100" } };
const COMPANY: Condition = { value: { column: "is_company" }, is: { eq: true } };
const ordered = (times: number, more: Partial<MeasureScope> = {}): Condition => ({
  value: { count: true, of: "orders", ...more },
  is: { gte: times },
});

function segment(where: Condition): Segment {
  return { version: 1, entity: "customers", where };
}

/** One line a change: what, where, words. */
function changes(before: Condition, after: Condition): string[] {
  return diff(segment(before), segment(after), shop).map((change) => {
    const [was, is] = [change.before, change.after].map(
      (place) => place && `${place.path} “${place.sentence}”${place.within ? ` in “${place.within}”` : ""}`,
    );
    return `${change.kind}: ${[was, is].filter(Boolean).join(" -> ")}`;
  });
}

describe("diff", () => {
  it("finds nothing where both versions say the same", () => {
    expect(changes(US, { all: [US] })).toEqual([]);
    expect(changes({ all: [US, RICH] }, { all: [RICH, { any: [US] }] })).toEqual([]);
    expect(changes({ all: [US, { all: [RICH, COMPANY] }] }, { all: [COMPANY, RICH, US] })).toEqual([]);
    expect(changes({ not: { any: [US, RICH] } }, { not: { any: [RICH, US] } })).toEqual([]);
    expect(changes({ not: { not: US } }, US)).toEqual([]);
    expect(
      changes(
        { value: { column: "country" }, is: { in: ["DE", "FR"] } },
        { value: { column: "country" }, is: { in: ["FR", "DE"] } },
      ),
    ).toEqual([]);
    expect(
      changes(ordered(1, { where: { all: [US, RICH] } }), ordered(1, { where: { all: [RICH, US] } })),
    ).toEqual([]);
  });

  it("tells a small edit inside a condition as one change", () => {
    expect(changes({ all: [US, ordered(1)] }, { all: [US, ordered(2)] })).toEqual([
      "changed: where.all[1] “At least one order” in “All of these” -> where.all[1] “At least 2 orders” in “All of these”",
    ]);
    expect(changes(US, { not: US })).toEqual([
      "changed: where “Country is “US”” -> where.not “Country is not “US” or is unknown”",
    ]);
  });

  it("tells what was added and removed", () => {
    expect(changes(US, { all: [US, RICH] })).toEqual([
      "added: where.all[1] “Credit is at least 100” in “All of these”",
    ]);
    expect(changes({ all: [US, RICH] }, { all: [RICH] })).toEqual([
      "removed: where.all[0] “Country is “US”” in “All of these”",
    ]);
    expect(changes(US, COMPANY)).toEqual([
      "added: where “Is company is yes”",
      "removed: where “Country is “US””",
    ]);
  });

  it("tells a group that came or went as a whole by its sentence", () => {
    expect(changes({ all: [US, COMPANY] }, { all: [US, COMPANY, { any: [RICH, ordered(3)] }] })).toEqual([
      "added: where.all[2] “Credit is at least 100, or with at least 3 orders” in “All of these”",
    ]);
  });

  it("tells that a group asks for something else of the same conditions", () => {
    expect(changes({ all: [US, RICH] }, { any: [US, RICH] })).toEqual([
      "changed: where “All of these” -> where “Any of these”",
    ]);
    expect(changes({ any: [US, RICH] }, { not: { any: [US, RICH] } })).toEqual([
      "changed: where “Any of these” -> where.not “None of these”",
    ]);
  });

  it("tells what moved into or out of a group", () => {
    expect(changes({ all: [US, RICH] }, { all: [{ any: [US, COMPANY] }, RICH] })).toEqual([
      "moved: where.all[0] “Country is “US”” in “All of these” -> where.all[0].any[0] “Country is “US”” in “Any of these”",
      "added: where.all[0].any[1] “Is company is yes” in “Any of these”",
    ]);
    expect(changes({ all: [US, RICH] }, { any: [COMPANY, { all: [US, RICH] }] })).toEqual([
      "added: where.any[0] “Is company is yes” in “Any of these”",
      "moved: where “Country is “US”, and whose credit is at least 100” -> where.any[1] “Country is “US”, and whose credit is at least 100” in “Any of these”",
    ]);
  });

  it("tells an edit in a group that was also wrapped", () => {
    expect(changes({ all: [US, ordered(1)] }, { any: [{ all: [US, ordered(2)] }, COMPANY] })).toEqual([
      "moved: where “Country is “US”, and with at least one order” -> where.any[0] “Country is “US”, and with at least 2 orders” in “Any of these”",
      "changed: where.all[1] “At least one order” in “All of these” -> where.any[0].all[1] “At least 2 orders” in “All of these”",
      "added: where.any[1] “Is company is yes” in “Any of these”",
    ]);
  });

  it("tells that other rows are asked about", () => {
    const [change] = diff(
      { version: 1, entity: "customers", where: { all: [] } },
      { version: 1, entity: "accounts", where: { all: [] } },
      shop,
    );
    expect(change).toEqual({
      kind: "changed",
      before: { path: "entity", sentence: "Everyone in Customers", within: null },
      after: { path: "entity", sentence: "Everyone in Accounts", within: null },
    });
  });
});
