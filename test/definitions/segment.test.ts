import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSegmentFile, parseSegmentText, slugOfFile } from "@/lib/definitions/segment";
import { shop } from "../factories/shop";

const LAPSING = `# ordered in the last year, but not in the last 90 days
version: 1
entity: customers
where:
  all:
    - { value: { count: true, of: orders, during: { last: 365, unit: day } }, is: { gte: 1 } }
    - value: { count: true, of: orders, during: { last: 90, unit: day } }
      is: { eq: 0 }
`;

describe("parseSegmentText", () => {
  it("reads YAML", () => {
    expect(parseSegmentText(LAPSING, shop)).toEqual({
      problems: [],
      segment: {
        version: 1,
        entity: "customers",
        where: {
          all: [
            { value: { count: true, of: "orders", during: { last: 365, unit: "day" } }, is: { gte: 1 } },
            { value: { count: true, of: "orders", during: { last: 90, unit: "day" } }, is: { eq: 0 } },
          ],
        },
      },
    });
  });

  it("reads JSON", () => {
    const { segment } = parseSegmentText(LAPSING, shop);
    expect(parseSegmentText(JSON.stringify(segment), shop)).toEqual({ segment, problems: [] });
  });

  it("leaves words and dates as the text they are", () => {
    const text =
      "{ version: 1, entity: customers, where: { all: [{ value: { column: country }, is: { in: [NO, yes, on, 2024-01-01] } }, { value: { column: birthday }, is: { eq: 2000-02-29 } }] } }";
    expect(parseSegmentText(text, shop).segment?.where).toEqual({
      all: [
        { value: { column: "country" }, is: { in: ["NO", "yes", "on", "2024-01-01"] } },
        { value: { column: "birthday" }, is: { eq: "2000-02-29" } },
      ],
    });
  });

  it("names the line of each problem", () => {
    const text = LAPSING.replace("of: orders", "of: oders").replace("is: { eq: 0 }", "is: { equals: 0 }");
    expect(parseSegmentText(text, shop).problems.map((problem) => [problem.line, problem.path])).toEqual([
      [6, "where.all[0].value.of"],
      [8, "where.all[1].is"],
    ]);
  });

  it("refuses a key written twice", () => {
    expect(parseSegmentText(`${LAPSING}entity: orders\n`, shop).problems).toEqual([
      {
        code: "DUPLICATE_KEY",
        path: "",
        message: "`entity` is written twice in the same place.",
        fix: "Keep one of the two.",
        line: 9,
      },
    ]);
  });

  it("refuses text that is no segment", () => {
    for (const text of ["", "hello", "- 1", "null", "42"]) {
      expect(parseSegmentText(text, shop).problems).toHaveLength(1);
    }
  });
});

describe("loadSegmentFile", () => {
  it("names the file, the line and the fix", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "segment-")), "lapsing.yaml");
    await writeFile(file, LAPSING.replace("365", '"365"').replace("eq: 0", "eq: none"));
    await expect(loadSegmentFile(file, shop)).rejects.toMatchObject({
      code: "INVALID_SEGMENT",
      remedy: "fix_input",
      path: `${file}:6`,
      message: `${file}:6: A length of time is a whole number from 1. (and 1 more problem)`,
      fix: "Write a whole number from 1, without quotes.",
      problems: [{ line: 6 }, { line: 8, message: "The count is a whole number, and this is not." }],
    });
  });

  it("calls a segment by the stem of its file", () => {
    expect(slugOfFile("segments/AW13.yaml")).toBe("AW13");
    expect(slugOfFile("lapsing.v2.json")).toBe("lapsing.v2");
  });
});
