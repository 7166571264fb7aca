import { describe, expect, it } from "vitest";
import type { RecordCapability, RecordObject } from "@/lib/core/ports/destination";
import { checkRecord, knownFields, type RecordInput } from "@/lib/core/record/check";
import type { FieldRow, Transform } from "@/lib/core/record/types";
import { catalog } from "./stand";

const object: RecordObject = {
  id: "contacts",
  name: "Contacts",
  keys: ["email", "number"],
  fields: [
    { id: "email", label: "E-mail", type: "text", tags: ["email"], required: true },
    { id: "number", label: "Number", type: "number", tags: [] },
    { id: "score", label: "Score", type: "number", tags: [] },
    { id: "stage", label: "Stage", type: "choice", tags: [], choices: ["lead", "customer"] },
    { id: "note", label: "Note", type: "text", tags: [] },
    { id: "met_at", label: "Met at", type: "datetime", tags: [] },
  ],
};
const capability: RecordCapability = {
  batchRows: 100,
  answers: "rows",
  modes: ["upsert", "update_only", "insert_only", "mirror"],
  removals: ["clear_fields"],
  idempotent: true,
};

const row = (field: string, from: Transform, more: Partial<FieldRow> = {}): FieldRow => ({
  ...{ field, from, when: "always", nulls: "skip" },
  ...more,
});
const input = (fields: readonly FieldRow[], more: Partial<RecordInput> = {}): RecordInput => ({
  mapping: { key: { field: "email", from: { column: "email" } }, fields },
  ...{ mode: "upsert", removal: null },
  ...more,
});

function problemsOf(terms: RecordInput, changed: Partial<RecordCapability> = {}, free = false) {
  return checkRecord(terms, {
    ...{ catalog, entity: "people", label: "CRM", capability: { ...capability, ...changed } },
    object: free ? { id: "rows", name: "rows", fields: [], keys: [], freeFields: true } : object,
  }).map(({ code, path }) => `${code} ${path}`);
}

describe("checkRecord", () => {
  it("finds nothing wrong with what fits", () => {
    const fields = [
      row("score", { cast: { column: "amount" }, to: "number" }),
      row("stage", { lookup: { column: "tier" }, table: { gold: "customer" }, otherwise: "lead" }),
      row("note", { template: "{name}, {orders} orders" }),
      row("met_at", { column: "born" }),
    ];
    expect(problemsOf(input(fields))).toEqual([]);
  });

  it.each<[Transform, string]>([
    [{ column: "amount" }, "WRONG_TYPE record.fields[0].from"],
    [{ cast: { column: "seen" }, to: "number" }, "NO_SUCH_CAST record.fields[0].from"],
    [{ date: { column: "orders" }, format: "YYYY" }, "NOT_A_DATE record.fields[0].from"],
    [{ date: { column: "born" }, format: "HH:mm" }, "BAD_DATE_FORMAT record.fields[0].from.format"],
    [{ date: { column: "born" }, format: "Jan" }, "BAD_DATE_FORMAT record.fields[0].from.format"],
    [{ template: "{name" }, "BAD_TEMPLATE record.fields[0].from.template"],
    [{ lookup: { column: "teir" }, table: { a: "b" } }, "UNKNOWN_COLUMN record.fields[0].from.lookup.column"],
  ])("refuses %j for a number", (from, problem) => {
    expect(problemsOf(input([row("score", from)]))).toEqual([problem]);
  });

  it("refuses a key records cannot be found by, and leaves a new record without nothing it needs", () => {
    const key = { field: "note", from: { column: "name" } };
    expect(problemsOf(input([], { mapping: { key, fields: [] } }))).toEqual([
      "NOT_A_KEY record.key.field",
      "FIELD_REQUIRED record.fields",
    ]);
    const byNumber = { key: { field: "number", from: { column: "id" } }, fields: [] };
    expect(problemsOf(input([], { mapping: byNumber, mode: "update_only" }))).toEqual([]);
  });

  it("refuses modes, removals and rules the destination does not have", () => {
    const terms = input([row("stage", { constant: "lead" }, { when: "only_forward" })], {
      ...{ mode: "mirror", removal: "delete" },
    });
    expect(problemsOf(terms, { modes: ["upsert"], rules: ["always"] })).toEqual([
      "MODE_NOT_OFFERED record.mode",
      "REMOVAL_NOT_OFFERED record.removal",
      "RULE_NOT_OFFERED record.fields[0].when",
    ]);
    expect(problemsOf(input([], { mode: "insert_only" }), { idempotent: false })).toEqual([
      "NOT_IDEMPOTENT record.mode",
    ]);
  });

  it("asks for an order only where the platform has none", () => {
    const forward = { when: "only_forward" } as const;
    expect(problemsOf(input([row("stage", { constant: "lead" }, forward)]))).toEqual([]);
    expect(problemsOf(input([row("note", { column: "tier" }, forward)]))).toEqual([
      "NO_ORDER record.fields[0].when",
    ]);
    const ordered = row("note", { column: "tier" }, { ...forward, order: ["tin", "gold"] });
    expect(problemsOf(input([ordered]))).toEqual([]);
  });

  it("lets a receiver that takes anything have any field, with the type of its value", () => {
    const terms = input([row("anything", { column: "orders" }), row("else", { column: "seen" })]);
    expect(problemsOf(terms, {}, true)).toEqual([]);
    const free = { id: "rows", name: "rows", fields: [], keys: [], freeFields: true };
    expect(knownFields(terms, { catalog, entity: "people", object: free })).toEqual({
      email: { label: "email", type: "text", tags: [] },
      anything: { label: "anything", type: "number", tags: [] },
      else: { label: "else", type: "datetime", tags: [] },
    });
  });
});
