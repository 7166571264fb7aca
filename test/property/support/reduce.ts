import type { Row, Tables } from "@/lib/core/segment/evaluate/index";
import type { Segment } from "@/lib/core/segment/types";
import type { Question } from "../../factories/segments";

/** The smallest question found that still shows the same thing: fewer nodes first, then fewer rows. */
export async function reduce(
  question: Question,
  isStillWrong: (question: Question) => Promise<boolean>,
): Promise<Question> {
  let smallest = question;
  for (let hasShrunk = true; hasShrunk; ) {
    hasShrunk = false;
    for (const candidate of smaller(smallest)) {
      if (!(await isStillWrong(candidate))) continue;
      smallest = candidate;
      hasShrunk = true;
      break;
    }
  }
  return smallest;
}

function* smaller(question: Question): Generator<Question> {
  for (const where of smallerTrees(question.segment.where)) {
    // A variant may be no tree at all; whoever is asked about it then fails, which is not the same wrong.
    yield { ...question, segment: { ...question.segment, where } as Segment };
  }
  for (const tables of smallerTables(question.tables)) yield { ...question, tables };
}

const OPTIONAL = new Set(["where", "during", "at", "zone", "count", "ignore_case", "among"]);

/** Every variant with one thing less: a node replaced by one inside it, an optional part or a list's item left out. */
export function* smallerTrees(node: unknown): Generator<unknown> {
  if (typeof node !== "object" || node === null) return;
  for (const inner of Object.values(node)) {
    if (typeof inner === "object" && inner !== null) yield inner;
  }
  if (Array.isArray(node)) {
    for (const index of node.keys()) yield node.filter((_, other) => other !== index);
    for (const [index, item] of node.entries()) {
      for (const variant of smallerTrees(item)) yield node.with(index, variant);
    }
    return;
  }
  for (const [name, inner] of Object.entries(node)) {
    if (OPTIONAL.has(name))
      yield Object.fromEntries(Object.entries(node).filter(([other]) => other !== name));
    for (const variant of smallerTrees(inner)) yield { ...node, [name]: variant };
  }
}

/** Half a table left out, then single rows. */
function* smallerTables(tables: Tables): Generator<Tables> {
  for (const [name, rows] of Object.entries(tables)) {
    for (let size = rows.length; size >= 1; size = Math.floor(size / 2)) {
      for (let from = 0; from < rows.length; from += size)
        yield { ...tables, [name]: without(rows, from, size) };
    }
  }
}

function without(rows: readonly Row[], from: number, size: number): Row[] {
  return rows.filter((_, index) => index < from || index >= from + size);
}
