import { canonicalJson } from "@/lib/core/canonical";
import { asGroup, type Group, type GroupKind } from "../edit/group";
import type { Condition } from "../types";
import { unknownOf } from "./unknown";

/** One condition of a funnel about the members themselves, by its place in the tree. */
export type FunnelRow = {
  /** As problems name it: `where.all[0]`, `where.all[1].not.any[2]`. */
  path: string;
  condition: Condition;
  /** The group it stands in and its place there; null for the condition of the whole segment. */
  in: { group: FunnelGroup; index: number } | null;
  /** What stands beneath, if it is a group. */
  group: FunnelGroup | null;
  /** Met by those of whom a value it compares is unknown; null where nothing can be unknown. */
  unknown: Condition | null;
};

export type FunnelGroup = { kind: GroupKind; row: FunnelRow; children: FunnelRow[] };

/**
 * The conditions about members in the order they are read, groups before what stands in them. Conditions about related
 * rows are part of the measure they belong to. A negation of something that is no group is one condition.
 */
export function funnelRows(where: Condition): FunnelRow[] {
  const rows: FunnelRow[] = [];
  collect(where, "where", null, rows);
  return rows;
}

function collect(condition: Condition, path: string, place: FunnelRow["in"], rows: FunnelRow[]): FunnelRow {
  const group = asGroup(condition);
  const row: FunnelRow = {
    path,
    condition,
    in: place,
    group: null,
    unknown: group ? null : unknownOf(condition),
  };
  rows.push(row);
  if (group) row.group = collectGroup(group, row, rows);
  return row;
}

function collectGroup(group: Group, row: FunnelRow, rows: FunnelRow[]): FunnelGroup {
  const inside: FunnelGroup = { kind: group.kind, row, children: [] };
  for (const [index, child] of group.children.entries()) {
    const place = { group: inside, index };
    inside.children.push(collect(child, `${row.path}.${group.list}[${index}]`, place, rows));
  }
  return inside;
}

/**
 * Whether the conditions of a group are read as ones that people must pass one after the other (all, none), or as ones of
 * which any lets people in (any, not all).
 */
export function isSieve(kind: GroupKind): boolean {
  return kind === "all" || kind === "none";
}

/** Whether meeting a condition of the group lets people pass to the next one, or not meeting it does. */
export function passesWhenMet(kind: GroupKind): boolean {
  return kind === "all" || kind === "not_all";
}

/** The conditions that are no groups, each once however often it is written. */
export function distinctLeaves(rows: readonly FunnelRow[]): Condition[] {
  return distinct(rows.filter(({ group }) => group === null).map(({ condition }) => condition));
}

export function distinctUnknowns(rows: readonly FunnelRow[]): Condition[] {
  return distinct(rows.flatMap(({ unknown }) => (unknown ? [unknown] : [])));
}

function distinct(conditions: readonly Condition[]): Condition[] {
  return [...new Map(conditions.map((condition) => [canonicalJson(condition), condition])).values()];
}
