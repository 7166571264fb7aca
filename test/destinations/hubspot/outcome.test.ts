import { describe, expect, it } from "vitest";
import { Written } from "@/lib/destinations/hubspot/answers";
import { refusedOf } from "@/lib/destinations/hubspot/outcome";

const sent = [
  { row: 0, id: "a" },
  { row: 1, id: "b" },
  { row: 2, id: "c" },
];
const refused = (answer: object) => refusedOf(sent, Written.parse(answer));
const result = (trace?: string) => ({ id: "1", ...(trace ? { objectWriteTraceId: trace } : {}) });

describe("what a batch came to", () => {
  it("is everything when everything was written", () => {
    expect(refused({ results: [result(), result(), result()] })).toEqual([]);
  });

  it("is read from the names our inputs travelled under", () => {
    const error = {
      category: "VALIDATION_ERROR",
      message: 'Property values were not valid: [{"isValid":false,"error":"INVALID_EMAIL","name":"email"}]',
      context: { objectWriteTraceId: ["row-1"] },
    };
    expect(refused({ results: [result("row-2"), result("row-0")], errors: [error] })).toEqual([
      { row: 1, reason: "INVALID_EMAIL", permanent: true },
    ]);
  });

  it("is read from ids where there is no name", () => {
    const error = { category: "OBJECT_NOT_FOUND", message: "", context: { ids: ["c", "a"] } };
    expect(refused({ results: [result()], errors: [error] })).toEqual([
      { row: 0, reason: "NOT_IN_HUBSPOT", unknown: true },
      { row: 2, reason: "NOT_IN_HUBSPOT", unknown: true },
    ]);
  });

  it("counts a row nobody speaks of as not taken", () => {
    expect(refused({ results: [result("row-0"), result("row-2")] })).toEqual([
      { row: 1, reason: "NOT_ANSWERED" },
    ]);
    expect(refused({ results: [] }).map(({ reason }) => reason)).toEqual(Array(3).fill("NOT_ANSWERED"));
  });

  it("is found with fewer rows where nothing is named", () => {
    const unnamed = { category: "VALIDATION_ERROR", message: "" };
    expect(() => refused({ results: [result(), result()], errors: [unnamed] })).toThrow(
      expect.objectContaining({ code: "BATCH_REFUSED", remedy: "drop_row" }),
    );
  });

  it("gives codes, never words", () => {
    const error = {
      category: "ann@shop.test is wrong",
      message: "ann@shop.test",
      context: { objectWriteTraceId: ["row-0"] },
    };
    expect(refused({ results: [result(), result()], errors: [error] })).toEqual([
      { row: 0, reason: "REFUSED" },
    ]);
  });
});
