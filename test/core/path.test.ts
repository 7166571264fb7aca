import { describe, expect, it } from "vitest";
import { atPath, formatPath } from "@/lib/core/path";

describe("formatPath", () => {
  it.each([
    [[], ""],
    [["where", "all", 0, "is", "gte"], "where.all[0].is.gte"],
    [["columns", "a b"], 'columns["a b"]'],
    [["columns", 'say "hi"'], 'columns["say \\"hi\\""]'],
    [["columns", "größe_2"], "columns.größe_2"],
    [["columns", ""], 'columns[""]'],
  ])("writes %j", (parts, text) => {
    expect(formatPath(parts)).toBe(text);
  });
});

describe("atPath", () => {
  it("adds the line where it is known", () => {
    const problem = { at: ["where"], code: "X", message: "No." };
    expect(atPath(problem)).toEqual({ path: "where", code: "X", message: "No." });
    expect(atPath(problem, 3)).toEqual({ path: "where", code: "X", message: "No.", line: 3 });
  });
});
