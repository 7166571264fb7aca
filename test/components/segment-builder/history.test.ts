import { describe, expect, it } from "vitest";
import { type History, historyReducer, startHistory } from "@/components/segment-builder/history";
import { idOf } from "@/components/segment-builder/node-ids";
import { replaceAt } from "@/lib/core/segment/edit/at";
import { insertAt } from "@/lib/core/segment/edit/insert";
import { moveTo } from "@/lib/core/segment/edit/move";
import type { Condition, Segment } from "@/lib/core/segment/types";

const is = (column: string): Condition => ({ value: { column }, is: { eq: "" } });
const tree = (): Segment => ({ version: 1, entity: "customers", where: { all: [is("a"), is("b")] } });
const type = (history: History, text: string, at: number) =>
  historyReducer(history, {
    type: "edit",
    change: (old) => replaceAt(old, "where.all[0].is", { eq: text }),
    merge: "where.all[0].is",
    at,
  });
const rows = ({ present }: History) => (present.where as { all: Condition[] }).all;

describe("undo", () => {
  it("takes typing back as one thing, and slower typing in steps", () => {
    const start = startHistory(tree());
    const quick = type(type(type(start, "D", 0), "DE", 300), "DEU", 600);
    expect(historyReducer(quick, { type: "undo" }).present).toBe(start.present);
    const slow = type(quick, "DE", 5000);
    expect(historyReducer(slow, { type: "undo" }).present).toBe(quick.present);
  });

  it("brings back what was taken back, until something else is done", () => {
    const done = type(startHistory(tree()), "DE", 0);
    const undone = historyReducer(done, { type: "undo" });
    expect(historyReducer(undone, { type: "redo" }).present).toBe(done.present);
    expect(historyReducer(type(undone, "AT", 10), { type: "redo" }).present).not.toBe(done.present);
  });

  it("has nothing to do at either end, and notes no edit that changes nothing", () => {
    const start = startHistory(tree());
    expect(historyReducer(start, { type: "undo" })).toBe(start);
    expect(historyReducer(start, { type: "redo" })).toBe(start);
    expect(historyReducer(start, { type: "edit", change: (old) => old, at: 0 })).toBe(start);
  });
});

describe("a row's identity", () => {
  it("stays while the row is edited", () => {
    const start = startHistory(tree());
    const before = rows(start).map(idOf);
    expect(rows(type(start, "DE", 0)).map(idOf)).toEqual(before);
  });

  it("goes along when rows move or others come", () => {
    const start = startHistory(tree());
    const [a, b] = rows(start).map(idOf);
    const moved = historyReducer(start, {
      type: "edit",
      change: (old) => moveTo(old, "where.all[1]", "where.all", 0).tree,
      at: 0,
    });
    expect(rows(moved).map(idOf)).toEqual([b, a]);
    const longer = historyReducer(start, {
      type: "edit",
      change: (old) => insertAt(old, "where.all", 0, is("c")),
      at: 0,
    });
    const [fresh, ...others] = rows(longer).map(idOf);
    expect(others).toEqual([a, b]);
    expect([a, b]).not.toContain(fresh);
  });
});
