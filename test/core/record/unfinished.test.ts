import { describe, expect, it } from "vitest";
import type { FieldRow, RecordMapping, Transform } from "@/lib/core/record/types";
import { unfinished } from "@/lib/core/record/unfinished";

const LABELS: Record<string, string> = { email: "E-mail", tier: "Tier", name: "Full name" };
const labelOf = (field: string) => LABELS[field] ?? field;
const line = (field: string, from: Transform, more: Partial<FieldRow> = {}): FieldRow => ({
  ...{ field, from, when: "always", nulls: "skip" },
  ...more,
});
const mapping = (fields: FieldRow[], key = "email"): RecordMapping => ({
  key: { field: key, from: { column: "email" } },
  fields,
});
const said = (one: RecordMapping) => unfinished(one, labelOf).map(({ path, message }) => [path, message]);

describe("a mapping that is being typed", () => {
  it("lacks nothing once it is whole", () => {
    expect(
      said(
        mapping([
          line("name", { template: "{first_name}" }),
          line("tier", { lookup: { column: "tier" }, table: { gold: "A" } }),
        ]),
      ),
    ).toEqual([]);
  });

  it("says what each line lacks by the label of its field", () => {
    expect(
      said(
        mapping([
          line("name", { template: "" }),
          line("tier", { lookup: { cast: { column: "tier" }, to: "text" }, table: {} }),
          line("since", { date: { column: "signed_up_at" }, format: "" }),
        ]),
      ),
    ).toEqual([
      ["record.fields[0].from", "The text for Full name is empty."],
      ["record.fields[1].from", "The look-up of Tier has no entry yet."],
      ["record.fields[2].from", "The date format of since is empty."],
    ]);
  });

  it("says so of the key, and of an order of one value", () => {
    const forward = line("tier", { column: "tier" }, { when: "only_forward", order: ["gold"] });
    expect(said(mapping([forward], ""))).toEqual([
      ["record.key", "The field records are found by has no name yet."],
      ["record.fields[0].when", "The order of Tier has one value only."],
    ]);
    const key = { field: "email", from: { template: "" } };
    expect(said({ key, fields: [] })).toEqual([
      ["record.key.from", "The text for what records are found by is empty."],
    ]);
  });
});
