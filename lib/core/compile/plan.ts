import type { Hop } from "@/lib/core/catalog/resolve";
import type { Entity } from "@/lib/core/catalog/types";
import type { Fragment } from "@/lib/core/ports/warehouse";

/** Rows of one entity and what is joined to them. No join ever multiplies or drops a row. */
export type RowsPlan = {
  entity: Entity;
  alias: string;
  joins: Join[];
  /** How deep the SELECT stands inside others, to lay it out. */
  depth: number;
};

export type Join = ToOneJoin | MeasureJoin | KeySetJoin;

/** The one row a relation leads to. */
export type ToOneJoin = { kind: "to_one"; alias: string; parent: string; hop: Hop };

/**
 * What is known about related rows, one row per value of the relation's columns: aggregates of them, or, without
 * aggregates, only that there are some.
 */
export type MeasureJoin = {
  kind: "measure";
  alias: string;
  parent: string;
  related: RelatedPlan;
  aggregates: Aggregate[];
  /** Set for first and last: the aggregates are then values of the one row that comes first in this order. */
  order: readonly Fragment[] | null;
};

/** Rows told by columns of the row they are joined to, each once. */
export type KeySetJoin = {
  kind: "key_set";
  alias: string;
  parent: string;
  columns: readonly string[];
  select: Fragment;
};

/** The rows at the end of a path, with the conditions they must meet. */
export type RelatedPlan = {
  hops: readonly Hop[];
  /** Aliases of the rows along the path; the last is `end.alias`. */
  aliases: readonly string[];
  end: RowsPlan;
  filters: Fragment[];
  /** The path can reach the same end row twice from one start. */
  mayRepeat: boolean;
  /** Keeps to the rows whose time is the first or last of all. */
  edge: EdgePlan | null;
};

/** The earliest or latest time of the same rows, found apart: far cheaper than ranking every row. */
export type EdgePlan = { alias: string; related: RelatedPlan; time: Aggregate; at: Fragment };

export type AggregateCall = "rows" | "known" | "distinct" | "sum" | "min" | "max" | "value";

/** `value`: the argument itself, of the one row `order` leaves. */
export type Aggregate = {
  alias: string;
  call: AggregateCall;
  argument: Fragment | null;
  /** What is asked, to find it again. */
  meaning: string;
};

/** Column of a measure's subquery that holds the n-th relation column. */
export function relationColumn(index: number): string {
  return `k${index + 1}`;
}
