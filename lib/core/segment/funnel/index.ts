import type { Segment } from "../types";
import { type FunnelRow, funnelRows, isSieve } from "./rows";

/** How many people each condition of a segment keeps, exact. */
export type Funnel = {
  /** Rows of the entity. */
  population: number;
  members: number;
  /** In the order of `funnelRows`. */
  rows: FunnelCounts[];
};

type FunnelCounts = {
  path: string;
  /** People who meet the condition, whatever else is asked of them. */
  alone: number;
  /**
   * People who get as far as the condition, past everything before it. What stands in a group of which any condition lets
   * people in is told of all who get to that group, in already or not.
   */
  arriving: number;
  /** People left after it; in a group where any condition lets people in, people who are in by then. */
  kept: number;
  /** Those of the arriving of whom a value it compares is unknown; null where nothing can be. */
  unknown: number | null;
  /** How large the segment would be without it; null unless everyone has to pass it. */
  without: number | null;
};

/** The funnel in the row of counts `compileFunnel` asks for. Engines answer 64-bit counts as text. */
export function readFunnel({ where }: Segment, answer: Readonly<Record<string, unknown>>): Funnel {
  const at = (name: string) => Number(answer[name]);
  const optional = (name: string) => (name in answer ? at(name) : null);
  const population = at("population");
  const counts = new Map<FunnelRow, FunnelCounts>();
  for (const [index, row] of funnelRows(where).entries()) {
    counts.set(row, {
      path: row.path,
      alone: at(`alone_${index}`),
      arriving: arrivingAt(row, counts, population),
      kept: at(`kept_${index}`),
      unknown: optional(`unknown_${index}`),
      without: optional(`without_${index}`),
    });
  }
  return { population, members: at("members"), rows: [...counts.values()] };
}

/** Groups come before their conditions, so the rows asked for are known. */
function arrivingAt(
  row: FunnelRow,
  counts: ReadonlyMap<FunnelRow, FunnelCounts>,
  population: number,
): number {
  if (!row.in) return population;
  const { group, index } = row.in;
  const around = amongAt(group.row, counts, population);
  if (index === 0) return around;
  const { kept } = counts.get(group.children[index - 1]!)!;
  return isSieve(group.kind) ? kept : around - kept;
}

/** Of how many what stands in a group is told. */
function amongAt(row: FunnelRow, counts: ReadonlyMap<FunnelRow, FunnelCounts>, population: number): number {
  if (!row.in || isSieve(row.in.group.kind)) return counts.get(row)!.arriving;
  return amongAt(row.in.group.row, counts, population);
}
