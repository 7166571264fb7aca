import { isZone, ZONE_FIX } from "@/lib/core/catalog/zones";
import type { PathParts } from "@/lib/core/path";
import { WINDOW_KINDS, type WindowKind } from "../kinds";
import { isRealDate, parseBound } from "../time-text";
import { isTime } from "../value-type";
import { checkAmount, checkUnit } from "./amount";
import { incomplete, type Node, objectAt, oneOf, refuseUnknownKeys, report, type Walk } from "./walk";

type Check = (walk: Walk, node: Node, entity: string, at: PathParts) => void;

const WINDOWS: { [K in WindowKind]: { keys: readonly string[]; check: Check } } = {
  last: { keys: ["last", "unit"], check: checkLength("last") },
  next: { keys: ["next", "unit"], check: checkLength("next") },
  older_than: { keys: ["older_than", "unit"], check: checkLength("older_than") },
  calendar: { keys: ["calendar", "unit", "count", "zone"], check: checkCalendar },
  after: { keys: ["after", "within", "unit"], check: checkAfter },
  range: { keys: ["from", "to", "zone"], check: checkRange },
};

export function checkWindow(walk: Walk, given: unknown, entity: string, at: PathParts): void {
  const node = objectAt(walk, given, "window", at);
  if (!node) return;
  const found = WINDOW_KINDS.filter((kind) => Object.hasOwn(node, kind));
  if (found.length > 1) {
    report(walk, at, {
      code: "TWO_KINDS",
      message: `One window says one thing, and this one says ${found.map((kind) => `\`${kind}\``).join(" and ")}.`,
      fix: "Keep one of them.",
    });
    return;
  }
  const kind = found[0] ?? "range";
  refuseUnknownKeys(walk, node, found[0] ? WINDOWS[kind].keys : ALL_KEYS, "window", at);
  WINDOWS[kind].check(walk, node, entity, at);
}

/** Of a window whose kind is not chosen any key is known, so that a misspelt kind is suggested. */
const ALL_KEYS = ["from", "to", "zone", "unit", "count", ...WINDOW_KINDS.filter((kind) => kind !== "range")];

function checkLength(kind: "last" | "next" | "older_than"): Check {
  return (walk, node, _, at) => {
    checkUnit(walk, node.unit, [...at, "unit"]);
    checkAmount(walk, node[kind], node.unit, [...at, kind]);
  };
}

function checkCalendar(walk: Walk, node: Node, _entity: string, at: PathParts): void {
  oneOf(walk, node.calendar, ["this", "previous", "next"], "calendar window", [...at, "calendar"]);
  checkUnit(walk, node.unit, [...at, "unit"], ["day", "week", "month", "quarter", "year"]);
  checkZone(walk, node, at);
  if (node.count === undefined) return;
  if (node.calendar === "this") {
    report(walk, [...at, "count"], {
      code: "WRONG_SHAPE",
      message: "There is only one this day, week or month, so `count` says nothing.",
      fix: "Remove `count`, or use `previous` or `next`.",
    });
  } else checkAmount(walk, node.count, node.unit, [...at, "count"]);
}

function checkAfter(walk: Walk, node: Node, entity: string, at: PathParts): void {
  checkUnit(walk, node.unit, [...at, "unit"]);
  checkAmount(walk, node.within, node.unit, [...at, "within"]);
  const type = walk.value(node.after, entity, [...at, "after"]);
  if (!type || isTime(type)) return;
  report(walk, [...at, "after"], {
    code: "NOT_A_TIME",
    message: "A window can only be after a date or a time.",
    fix: "Choose a date or time column.",
  });
}

function checkRange(walk: Walk, node: Node, _entity: string, at: PathParts): void {
  checkZone(walk, node, at);
  const given = (["from", "to"] as const).filter((key) => node[key] !== undefined && node[key] !== null);
  if (given.length === 0) {
    report(walk, at, incomplete("The window is not chosen yet.", "Choose from when, to when, or both."));
    return;
  }
  const bounds = given.map((key) => checkBound(walk, node[key], [...at, key]));
  const [from, to] = bounds;
  if (!from || !to) return;
  if (from.kind !== to.kind) {
    report(walk, at, {
      code: "MIXED_BOUNDS",
      message: "One end of this window is a date and the other a time.",
      fix: "Use two dates for whole days, or two times.",
    });
  } else if (from.comparable !== null && to.comparable !== null && from.comparable > to.comparable) {
    report(walk, at, { code: "ORDER", message: "This window ends before it begins.", fix: "Swap the two." });
  }
}

function checkBound(walk: Walk, value: unknown, at: PathParts): ReturnType<typeof parseBound> {
  const bound = typeof value === "string" ? parseBound(value) : null;
  if (bound) return bound;
  const isDateLike = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
  report(walk, at, {
    code: "BAD_DATE",
    message: isDateLike && !isRealDate(value) ? "There is no such day." : "This is not a date or a time.",
    fix: "Write a date as YYYY-MM-DD, or a time as 2024-05-01T09:30:00Z.",
  });
  return null;
}

function checkZone(walk: Walk, node: Node, at: PathParts): void {
  if (node.zone === undefined || (typeof node.zone === "string" && isZone(node.zone))) return;
  report(walk, [...at, "zone"], { code: "BAD_ZONE", message: "This is not a time zone.", fix: ZONE_FIX });
}
