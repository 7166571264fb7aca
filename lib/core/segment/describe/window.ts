import { foldWindow } from "../kinds";
import type { Unit, Window } from "../types";
import { momentWords } from "./literal";
import type { Describing } from "./scope";

/** "in the last 90 days", "on 30 March 2014", "more than 2 years ago". */
export function windowWords(window: Window, here: Describing): string {
  return foldWindow(window, {
    last: (node) => `in the last ${units(node.last, node.unit)}`,
    next: (node) => `in the next ${units(node.next, node.unit)}`,
    older_than: (node) => `more than ${amount(node.older_than, node.unit)} ago`,
    calendar: (node) => `${calendarWords(node.calendar, node.unit, node.count ?? 1)}${zoneWords(node.zone)}`,
    after: (node) => `within ${amount(node.within, node.unit)} after ${here.value(node.after)}`,
    range: (node) => `${rangeWords(node.from, node.to)}${zoneWords(node.zone)}`,
  });
}

/** "90 days", and "day" for one of them: "in the last day". */
function units(count: number, unit: Unit): string {
  return count === 1 ? unit : amount(count, unit);
}

export function amount(count: number, unit: Unit): string {
  return `${count.toLocaleString("en")} ${unit}${count === 1 ? "" : "s"}`;
}

const DAYS = { this: "today", previous: "yesterday", next: "tomorrow" };

function calendarWords(calendar: "this" | "previous" | "next", unit: Unit, count: number): string {
  if (unit === "day" && count === 1) return DAYS[calendar];
  if (calendar === "this") return `in the current calendar ${unit}`;
  return count === 1
    ? `in the ${calendar} calendar ${unit}`
    : `in the ${calendar} ${count} calendar ${unit}s`;
}

/** Dates are whole days, both in; of two times the second is no longer in. */
function rangeWords(from: string | undefined, to: string | undefined): string {
  const isTime = (from ?? to ?? "").includes("T");
  if (from !== undefined && from === to && !isTime) return `on ${momentWords(from)}`;
  if (from === undefined) return `${isTime ? "before" : "up to and on"} ${momentWords(to ?? "")}`;
  if (to === undefined) return `from ${momentWords(from)} on`;
  return `from ${momentWords(from)} ${isTime ? "until just before" : "to"} ${momentWords(to)}`;
}

function zoneWords(zone: string | undefined): string {
  return zone === undefined ? "" : ` (${zone} time)`;
}
