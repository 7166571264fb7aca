import type { ColumnType } from "@/lib/core/catalog/types";
import type { PathParts } from "@/lib/core/path";
import { TEST_KINDS, type TestKind } from "../kinds";
import { compareLiterals } from "../literal";
import { isTime } from "../value-type";
import { checkLiteral, checkOperand, isLiteral, type Subject } from "./operand";
import {
  incomplete,
  kindAt,
  listAt,
  type Node,
  objectAt,
  refuseUnknownKeys,
  report,
  type Walk,
} from "./walk";

type Check = (walk: Walk, node: Node, subject: Subject, at: PathParts) => void;
type Family = "any" | "ordered" | "text" | "time";

const TESTS: { [K in TestKind]: { fits: Family; check: Check } } = {
  eq: { fits: "any", check: operand("eq") },
  not_eq: { fits: "any", check: operand("not_eq") },
  in: { fits: "any", check: literals("in") },
  not_in: { fits: "any", check: literals("not_in") },
  gt: { fits: "ordered", check: operand("gt") },
  gte: { fits: "ordered", check: operand("gte") },
  lt: { fits: "ordered", check: operand("lt") },
  lte: { fits: "ordered", check: operand("lte") },
  between: { fits: "ordered", check: checkBetween },
  contains: { fits: "text", check: needle("contains") },
  not_contains: { fits: "text", check: needle("not_contains") },
  starts_with: { fits: "text", check: needle("starts_with") },
  ends_with: { fits: "text", check: needle("ends_with") },
  known: { fits: "any", check: checkKnown },
  during: { fits: "time", check: window("during") },
  anniversary: { fits: "time", check: window("anniversary") },
};
const FOLDING = ["eq", "not_eq", "in", "not_in", "contains", "not_contains", "starts_with", "ends_with"];
const MAX_LITERALS = 1_000;

export function checkTest(walk: Walk, given: unknown, subject: Subject, at: PathParts): void {
  if (given === undefined || given === null || isEmptyObject(given)) {
    report(walk, at, incomplete(`It is not said what ${subject.inside} must be.`, "Choose a test."));
    return;
  }
  const node = objectAt(walk, given, "test", at);
  const kind = node && kindAt(walk, node, TEST_KINDS, "test", at);
  if (!node || !kind) return;
  refuseUnknownKeys(walk, node, [kind, "ignore_case"], "test", at);
  checkIgnoreCase(walk, node, kind, subject, at);
  if (fits(TESTS[kind].fits, subject.type)) TESTS[kind].check(walk, node, subject, at);
  else report(walk, [...at, kind], misfit(kind, TESTS[kind].fits, subject));
}

function fits(family: Family, type: ColumnType): boolean {
  if (family === "any") return true;
  if (family === "text") return type.kind === "text";
  return family === "time" ? isTime(type) : type.kind !== "boolean";
}

const ASKS: Record<Exclude<Family, "any">, { about: string; fix: string }> = {
  text: { about: "text", fix: "Choose a text column, or compare with `eq`, `gt` or `lt`." },
  time: { about: "a date or a time", fix: "Choose a date or time column, or another test." },
  ordered: { about: "something with an order", fix: "Use `eq` with true or false." },
};

function misfit(kind: TestKind, family: Family, subject: Subject) {
  const { about, fix } = ASKS[family === "any" ? "ordered" : family];
  return {
    code: "TEST_MISFIT",
    message: `\`${kind}\` asks about ${about}, and ${subject.inside} is ${subject.kindWords}.`,
    fix,
  };
}

function checkIgnoreCase(walk: Walk, node: Node, kind: TestKind, subject: Subject, at: PathParts): void {
  if (node.ignore_case === undefined) return;
  const path = [...at, "ignore_case"];
  if (typeof node.ignore_case !== "boolean") {
    const message = "`ignore_case` is true or false.";
    report(walk, path, { code: "WRONG_SHAPE", message, fix: "Write true, or leave it out." });
  } else if (subject.type.kind !== "text" || !FOLDING.includes(kind)) {
    report(walk, path, {
      code: "TEST_MISFIT",
      message: `\`ignore_case\` is about comparing text, so it says nothing in \`${kind}\` of ${subject.inside}.`,
      fix: "Remove it.",
    });
  }
}

/** Only from a day on and before a day mean what they say of times too; "after 31 May" would take in its afternoon. */
function operand(kind: TestKind): Check {
  return (walk, node, subject, at) => {
    checkOperand(walk, node[kind], subject, [...at, kind], kind === "gte" || kind === "lt");
  };
}

/** Every text contains the empty one, so an empty needle is one not written yet. */
function needle(kind: TestKind): Check {
  return (walk, node, subject, at) => {
    if (node[kind] !== "") checkOperand(walk, node[kind], subject, [...at, kind]);
    else
      report(
        walk,
        [...at, kind],
        incomplete("The text to look for is empty.", "Write the text to look for."),
      );
  };
}

function literals(kind: TestKind): Check {
  return (walk, node, subject, at) => {
    const path = [...at, kind];
    const list = listAt(walk, node[kind], "values", path);
    if (!list) return;
    if (list.length === 0) {
      report(
        walk,
        path,
        incomplete(`No values are chosen for ${subject.inside}.`, "Add at least one value."),
      );
    }
    if (list.length > MAX_LITERALS) {
      report(walk, path, {
        code: "TOO_LARGE",
        message: "There are more than 1,000 values in this test.",
        fix: "Ask the data team for a column that tells these apart.",
      });
      return;
    }
    list.forEach((literal, index) => {
      checkLiteral(walk, literal, subject, [...path, index]);
    });
  };
}

function checkBetween(walk: Walk, node: Node, subject: Subject, at: PathParts): void {
  const path = [...at, "between"];
  const ends = listAt(walk, node.between, "two ends", path);
  if (!ends) return;
  if (ends.length !== 2) {
    report(
      walk,
      path,
      incomplete("`between` has two ends, both included.", "Give the lower and the higher end."),
    );
    return;
  }
  const areClean = ends
    .map((end, index) => checkOperand(walk, end, subject, [...path, index]))
    .every(Boolean);
  const [low, high] = ends;
  if (!areClean || !isLiteral(low) || !isLiteral(high)) return;
  const order = compareLiterals(low, high, subject.type);
  if (order === null || order <= 0) return;
  report(walk, path, {
    code: "ORDER",
    message: "The first end is higher than the second.",
    fix: "Swap the two.",
  });
}

function checkKnown(walk: Walk, node: Node, _subject: Subject, at: PathParts): void {
  if (typeof node.known === "boolean") return;
  report(walk, [...at, "known"], {
    code: "WRONG_SHAPE",
    message: "`known` is true or false.",
    fix: "Write true for known, false for unknown.",
  });
}

function window(kind: "during" | "anniversary"): Check {
  return (walk, node, subject, at) => {
    const given = node[kind];
    walk.window(given, subject.entity, [...at, kind]);
    if (kind === "during" || typeof given !== "object" || given === null || !("after" in given)) return;
    report(walk, [...at, kind, "after"], {
      code: "TEST_MISFIT",
      message:
        "An anniversary comes round in days everyone shares, so its window cannot begin after a value of the row.",
      fix: "Use a window of dates, or compare the two values with a difference.",
    });
  };
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
