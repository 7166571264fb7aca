import { type ResolvedColumn, resolveColumn } from "@/lib/core/catalog/resolve";
import type { PathParts } from "@/lib/core/path";
import { checkBy } from "@/lib/core/segment/validate/rank";
import {
  incomplete,
  type Node,
  nameAt,
  objectAt,
  oneOf,
  refuseUnknownKeys,
  report,
  type Walk,
} from "@/lib/core/segment/validate/walk";
import { checkSalt } from "./salt";

const AT: PathParts = ["limit"];

export function checkLimit(walk: Walk, given: unknown, entity: string): void {
  const limit = objectAt(walk, given, "limit", AT);
  if (!limit) return;
  refuseUnknownKeys(walk, limit, ["top", "per", "by", "order", "salt"], "limit", AT);
  if (limit.top === undefined && limit.per === undefined) {
    report(
      walk,
      AT,
      incomplete("It is not said how many to keep.", "Use `top`, or `per` with a column, or both."),
    );
  }
  if (limit.top !== undefined) checkAmount(walk, limit.top, [...AT, "top"]);
  if (limit.per !== undefined) checkPer(walk, limit.per, entity);
  checkOrder(walk, limit, entity);
}

function checkPer(walk: Walk, given: unknown, entity: string): void {
  const at = [...AT, "per"];
  const per = objectAt(walk, given, "cap", at);
  if (!per) return;
  refuseUnknownKeys(walk, per, ["column", "at_most"], "cap", at);
  const found = columnAt(walk, per.column, entity, [...at, "column"]);
  // Not every warehouse groups by doubles either.
  if (found?.column.type.kind === "double") {
    report(walk, [...at, "column"], {
      code: "CAP_COLUMN",
      message: `${found.column.label} has values that are never quite the same, so they cannot be counted by.`,
      fix: "Choose another column.",
    });
  }
  checkAmount(walk, per.at_most, [...at, "at_most"]);
}

/** By a value in an order, or by chance, which the salt makes the same every time. */
function checkOrder(walk: Walk, limit: Node, entity: string): void {
  if (limit.by === undefined && limit.order === undefined) {
    checkSalt(walk, limit.salt, [...AT, "salt"]);
    return;
  }
  checkBy(walk, limit.by, entity, AT);
  oneOf(walk, limit.order, ["asc", "desc"], "order", [...AT, "order"]);
  if (limit.salt === undefined) return;
  report(walk, [...AT, "salt"], {
    code: "TWO_KINDS",
    message: "A limit keeps the first by a value, or some by chance, one of them.",
    fix: "Remove `salt` to keep the first, or `by` and `order` to keep some by chance.",
  });
}

function checkAmount(walk: Walk, amount: unknown, at: PathParts): void {
  if (amount === undefined || amount === null) {
    report(walk, at, incomplete("It is not said how many to keep.", "Write a whole number from 1."));
  } else if (!Number.isSafeInteger(amount) || Number(amount) < 1) {
    report(walk, at, {
      code: "WRONG_NUMBER",
      message: "How many to keep is a whole number from 1.",
      fix: "Correct the number.",
    });
  }
}

/** A column of the member, or of the row to-one relations lead to. */
export function columnAt(walk: Walk, given: unknown, entity: string, at: PathParts): ResolvedColumn | null {
  const path = nameAt(walk, given, "column", at);
  if (path === null) return null;
  const found = resolveColumn(walk.catalog, entity, path);
  if (!("problem" in found)) return found;
  report(walk, at, found.problem);
  return null;
}
