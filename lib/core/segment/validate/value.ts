import { resolveColumn } from "@/lib/core/catalog/resolve";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { PathParts } from "@/lib/core/path";
import { VALUE_KINDS, type ValueKind } from "../kinds";
import type { Value } from "../types";
import { valueType } from "../value-type";
import { checkUnit } from "./amount";
import { checkOutsideKey, checkScope, checkTime, SCOPE_KEYS } from "./measure";
import { checkTrait } from "./trait";
import {
  incomplete,
  isClean,
  kindAt,
  listAt,
  type Node,
  nameAt,
  objectAt,
  oneOf,
  refuseUnknownKeys,
  report,
  standing,
  type Walk,
  within,
} from "./walk";

type Check = (walk: Walk, node: Node, entity: string, at: PathParts) => void;
const PARTS = ["hour", "weekday", "day", "month", "quarter", "year"];

const VALUES: { [K in ValueKind]: { keys: readonly string[]; check: Check } } = {
  column: { keys: ["column"], check: checkColumn },
  trait: { keys: ["trait"], check: checkTrait },
  count: { keys: ["count", ...SCOPE_KEYS], check: checkCount },
  count_distinct: measure("count_distinct"),
  sum: measure("sum"),
  avg: measure("avg"),
  min: measure("min"),
  max: measure("max"),
  first: measure("first"),
  last: measure("last"),
  since: { keys: ["since", "in"], check: checkSince },
  part: { keys: ["part", "of"], check: checkPart },
  trunc: { keys: ["trunc", "of"], check: checkTrunc },
  outer: { keys: ["outer"], check: checkOuter },
  difference: { keys: ["difference", "in"], check: checkDifference },
};

export function checkValue(walk: Walk, given: unknown, entity: string, at: PathParts): ColumnType | null {
  const node = objectAt(walk, given, "value", at);
  const kind = node && kindAt(walk, node, VALUE_KINDS, "value", at);
  if (!node || !kind) return null;
  const clean = isClean(walk, () => {
    refuseUnknownKeys(walk, node, VALUES[kind].keys, "value", at);
    VALUES[kind].check(walk, node, entity, at);
  });
  if (!clean) return null;
  // Its parts are in order, so what the type still refuses is this node itself.
  const type = valueType(walk.catalog, entity, node as Value, walk.outside);
  if (!("problem" in type)) return type;
  report(walk, at, type.problem);
  return null;
}

function checkColumn(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const path = [...at, "column"];
  const name = nameAt(walk, node.column, "column", path);
  if (name === null) return;
  const found = resolveColumn(walk.catalog, entity, name);
  if ("problem" in found) report(walk, path, found.problem);
}

function checkCount(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const end = checkScope(walk, node, entity, at);
  if (node.count === true) return;
  if (typeof node.count === "boolean") {
    report(walk, [...at, "count"], {
      code: "WRONG_SHAPE",
      message: "`count` is true for counting rows, or a value to count where it is known.",
      fix: "Write `count: true`.",
    });
  } else if (end) within(walk, entity, () => void walk.value(node.count, end, [...at, "count"]));
}

function measure(kind: "count_distinct" | "sum" | "avg" | "min" | "max" | "first" | "last") {
  const check: Check = (walk, node, entity, at) => {
    const end = checkScope(walk, node, entity, at);
    if (!end) return;
    const isPick = kind === "first" || kind === "last";
    if (isPick && node.during === undefined && node.at === undefined) checkTime(walk, node, end, at);
    within(walk, entity, () => void walk.value(node[kind], end, [...at, kind]));
  };
  return { keys: [kind, ...SCOPE_KEYS], check };
}

function checkSince(walk: Walk, node: Node, entity: string, at: PathParts): void {
  walk.value(node.since, entity, [...at, "since"]);
  checkUnit(walk, node.in, [...at, "in"]);
}

function checkPart(walk: Walk, node: Node, entity: string, at: PathParts): void {
  oneOf(walk, node.part, PARTS, "part of a date", [...at, "part"]);
  walk.value(node.of, entity, [...at, "of"]);
}

function checkTrunc(walk: Walk, node: Node, entity: string, at: PathParts): void {
  checkUnit(walk, node.trunc, [...at, "trunc"]);
  walk.value(node.of, entity, [...at, "of"]);
}

function checkOuter(walk: Walk, node: Node, _entity: string, at: PathParts): void {
  const path = [...at, "outer"];
  const [nearest, ...further] = walk.outside;
  if (nearest === undefined) {
    // `valueType` says what is wrong here; of the value inside, only the shape can be looked at.
    const value = objectAt(walk, node.outer, "value", path);
    if (value) kindAt(walk, value, VALUE_KINDS, "value", path);
    return;
  }
  checkOutsideKey(walk, nearest, at);
  standing(walk, further, () => void walk.value(node.outer, nearest, path));
}

function checkDifference(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const path = [...at, "difference"];
  const values = listAt(walk, node.difference, "two values", path);
  if (node.in !== undefined) checkUnit(walk, node.in, [...at, "in"]);
  if (!values) return;
  if (values.length !== 2) {
    report(walk, path, incomplete("A difference is between two values.", "Give exactly two."));
  }
  values.forEach((value, index) => void walk.value(value, entity, [...path, index]));
}
