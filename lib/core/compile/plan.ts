import type { Hop } from "@/lib/core/catalog/resolve";
import type { Entity } from "@/lib/core/catalog/types";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { Condition, MeasureScope, Window } from "@/lib/core/segment/types";

/** Rows of one entity and what is joined to them. No join ever multiplies or drops a row. */
export type RowsPlan = {
  entity: Entity;
  alias: string;
  joins: Join[];
  /** Rows of sets a condition looks this row up in, where it stands. */
  lookups: Lookup[];
  /** What is read in place of all rows; null: all of them. */
  source: RowsSource | null;
  /** What answers each condition about the row; one that is not here is read off the row itself. */
  answers: Map<Condition, Set<Answering>>;
  /** How deep the SELECT stands inside others, to lay it out. */
  depth: number;
};

export type Join = ToOneJoin | MeasureJoin | KeySetJoin;
/** What can answer a condition. */
export type Answering = MeasureJoin | KeySetJoin | Lookup;

/** A semi-join or an anti-join where the condition is one of ANDed ones, else a flag. */
export type Lookup = {
  kind: "lookup";
  how: "semi-join" | "anti-join" | "flag" | "read in place of all rows";
  /** Among the rows at the ends of these paths, or among what many rows answer together. */
  among: readonly RelatedPlan[] | KeySetOutline;
};

/** Some of the entity's rows, each once, with these of its columns. */
export type RowsSource = (columns: readonly string[]) => Fragment;

/** A sequence, a rank or a limit, in words. */
export type KeySetOutline = () => readonly Outline[];
export type Outline = { text: string; parts: readonly Outline[] };

/** The one row a relation leads to. */
export type ToOneJoin = { kind: "to_one"; alias: string; parent: string; hop: Hop };

/**
 * What is known about related rows, one row per value of the relation's columns: aggregates of them, or, without
 * aggregates, only that there are some.
 */
export type MeasureJoin = {
  kind: "measure";
  alias: string;
  /** What its columns `k1`, `k2`, … must equal: columns of the rows it is joined to. */
  keys: readonly Fragment[];
  related: RelatedPlan;
  /** The rows it is about. */
  asked: MeasureScope;
  aggregates: Aggregate[];
  /** Set for first and last: the aggregates are then values of the one row that comes first in this order. */
  order: readonly Fragment[] | null;
};

/** Rows told by columns of the row they are joined to, each once. */
export type KeySetJoin = {
  kind: "key_set";
  alias: string;
  /** What its columns `k1`, `k2`, … must equal: columns of the rows it is joined to. */
  keys: readonly Fragment[];
  select: Fragment;
  outline: KeySetOutline;
};

/**
 * A row outside, standing again beside the rows that relations lead to from it, because something asked of them looks at its
 * values. What is found is then told apart by its key.
 */
export type OutsideRow = {
  rows: RowsPlan;
  /** From the next row outside to this one; without any, every row beside every one. */
  hops: readonly Hop[];
  /** Of the rows along those hops; the last is this row's. */
  aliases: readonly string[];
  /** Where several ways may lead here: aliases of a table of the two rows, each pair once, and of the row inside it. */
  pairs: { alias: string; end: string } | null;
};

/** The rows at the end of a path, with the conditions they must meet. */
export type RelatedPlan = {
  /** The rows outside that are looked at, the nearest first. */
  outside: readonly OutsideRow[];
  hops: readonly Hop[];
  /** Aliases of the rows along the path; the last is `end.alias`. */
  aliases: readonly string[];
  end: RowsPlan;
  filters: Fragment[];
  /** The path can reach the same end row twice from one start. */
  mayRepeat: boolean;
  asked: MeasureScope;
  /** Keeps to the rows whose time is the first or last of all. */
  edge: EdgePlan | null;
};

/** The earliest or latest time of the same rows, found apart: far cheaper than ranking every row. */
export type EdgePlan = {
  alias: string;
  related: RelatedPlan;
  time: Aggregate;
  at: Fragment;
  whoHas?: Condition;
};

export type AggregateCall = "rows" | "known" | "distinct" | "sum" | "min" | "max" | "value";

/** `value`: the argument itself, of the one row `order` leaves. */
export type Aggregate = {
  alias: string;
  call: AggregateCall;
  argument: Fragment | null;
  /** What is asked, to find it again. */
  meaning: string;
  /** Which of the set's rows count: all where null. */
  only: AggregateOnly | null;
};

/** Rows in a narrower window, or rows that break what every row must meet. */
export type AggregateOnly = { during: Window; at?: string } | { breaks: Condition };

/** Column of a measure's subquery that holds the n-th relation column. */
export function relationColumn(index: number): string {
  return `k${index + 1}`;
}
