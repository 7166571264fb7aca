import { describe, expect, it } from "vitest";
import { readYaml } from "@/lib/definitions/yaml";

const TEXT = `version: 1
where:
  all:
    - { value: { column: a }, is: { eq: 1 } }
    - value:
        column: b
      is:
        in:
          - x
          - y
`;

describe("readYaml", () => {
  it.each([
    [["version"], 1],
    [["where", "all"], 3],
    [["where", "all", 0, "is", "eq"], 4],
    [["where", "all", 1, "value", "column"], 6],
    [["where", "all", 1, "is", "in", 1], 10],
    [["where", "all", 1, "is", "gone"], 7],
    [["nowhere", "at", "all"], 1],
  ])("finds the line of %j", (path, line) => {
    expect(readYaml(TEXT).lineOf(path)).toBe(line);
  });

  it("finds lines in JSON too", () => {
    expect(readYaml('{\n  "where": {\n    "all": []\n  }\n}').lineOf(["where", "all"])).toBe(3);
  });

  it("points at the alias, not at its anchor", () => {
    const text = "base: &base\n  type: text\na:\n  b: *base\n";
    expect(readYaml(text).lineOf(["a", "b", "type"])).toBe(4);
    expect(readYaml(text).value).toEqual({ base: { type: "text" }, a: { b: { type: "text" } } });
  });

  it.each([
    ["a tab", "a:\n\tb: 1\n", "This line is indented with a tab.", 2],
    ["two documents", "a: 1\n---\nb: 2\n", "This is not valid YAML: ", 2],
    ["an unknown tag", "a: !python/object x\n", "This is not valid YAML: unresolved tag", 1],
    ["an unknown anchor", "a: *nobody\n", "`*nobody` refers to an anchor that is not there.", 1],
    ["a part of itself", "a: &a\n  b: [*a]\n", "`*a` is a part of itself.", 2],
  ])("refuses %s", (_, text, message, line) => {
    expect(readYaml(text).problems).toMatchObject([{ message: expect.stringContaining(message), line }]);
  });

  it("refuses anchors that repeat without end", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 9; level++) {
      const above = String.fromCharCode(96 + level);
      const name = String.fromCharCode(97 + level);
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${above}`).join(", ")}]`);
    }
    expect(readYaml(bomb.join("\n")).problems).toMatchObject([
      { message: "The anchors of this file repeat too much of it." },
    ]);
  });
});
