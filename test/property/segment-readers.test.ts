import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { columnsOf } from "@/lib/core/segment/columns";
import {
  describeCondition,
  diffLines,
  describe as inWords,
  sentenceLines,
} from "@/lib/core/segment/describe";
import { parseSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import { segmentSchema } from "@/lib/core/segment/schema";
import { parseSegmentText } from "@/lib/definitions/segment";
import { asWritten, RANDOM_LISTS } from "../factories/random/lists";
import { companies, type Question, segmentsOf } from "../factories/segments";

const COMPANIES = 30;
const TREES = 10;
const seed = Number(process.env.COTERIE_SEED ?? 1);

/** Drawn once, since a company costs more than reading its trees. */
const questions: Question[] = fc
  .sample(companies, { seed, numRuns: COMPANIES })
  .flatMap((company) =>
    fc.sample(segmentsOf(company), { seed, numRuns: TREES }).map((segment) => ({ ...company, segment })),
  );

function forEachQuestion(check: (question: Question) => void): void {
  for (const question of questions) check(question);
}

describe("any valid segment", () => {
  it("is of the published schema", () => {
    forEachQuestion(({ segment }) => {
      expect(segmentSchema.safeParse(asWritten(segment)).error).toBeUndefined();
    });
  });

  it("survives being written as JSON or YAML and read again", () => {
    forEachQuestion(({ segment, catalog }) => {
      expect(parseSegment(asWritten(segment), { catalog, audiences: RANDOM_LISTS }).segment).toEqual(segment);
      const text = stringify(asWritten(segment));
      expect(parseSegmentText(text, catalog, RANDOM_LISTS)).toEqual({ segment, problems: [] });
    });
  });

  it("has words for every part, and for its opposite others", () => {
    forEachQuestion(({ segment, catalog }) => {
      const words = inWords(segment, catalog);
      expect(words).toMatch(/^(Everyone|No one) in .*\.$/su);
      expect(words).not.toContain("[object Object]");
      const opposite = inWords({ ...segment, where: { not: segment.where } }, catalog);
      expect(opposite).not.toBe(words);
      expect(describeCondition(segment.where, segment.entity, catalog)).not.toBe("");
    });
  });

  it("does not differ from itself line by line", () => {
    forEachQuestion(({ segment, catalog }) => {
      const lines = sentenceLines(segment, catalog);
      expect(diffLines(lines, lines).every((line) => line.change === "same")).toBe(true);
      expect(diffLines([], lines).map(({ change: _, ...line }) => line)).toEqual(lines);
    });
  });

  it("reads columns the catalog has, its members' key among them", () => {
    forEachQuestion(({ segment, catalog }) => {
      const touched = columnsOf(segment, catalog);
      for (const { entity, column } of touched) {
        expect(Object.keys(catalog.entities[entity]!.columns)).toContain(column);
      }
      const key = catalog.entities[segment.entity]!.key[0];
      expect(touched).toContainEqual(expect.objectContaining({ entity: segment.entity, column: key }));
      expect(personalLiterals(segment, catalog)).toEqual([]);
    });
  });
});
