import type { HeldList } from "@/lib/core/list/held";

/**
 * The segment language, version 1. Meaning: docs/segments.md.
 * Every node is a plain JSON object recognised by its one telling key.
 */

export type Literal = string | number | boolean;
export type ExactUnit = "minute" | "hour" | "day" | "week";
export type CalendarUnit = "month" | "quarter" | "year";
export type Unit = ExactUnit | CalendarUnit;

export type Segment = { version: 1; entity: string; where: Condition };

export type Condition =
  | AllCondition
  | AnyCondition
  | NotCondition
  | ValueCondition
  | EveryCondition
  | AudienceCondition
  | ListCondition
  | SequenceCondition
  | RankCondition;
export type AllCondition = { all: readonly Condition[] };
export type AnyCondition = { any: readonly Condition[] };
export type NotCondition = { not: Condition };
export type ValueCondition = { value: Value; is: Test };
export type EveryCondition = { every: string; where?: Condition; must: Condition };
/**
 * `where`, `limit`, `share` and `turns` are never written: `withAudiences` puts there what the audience means, so that the tree
 * says all of it. Of the rows that meet `where`, `limit` keeps some, and of those only the ones in the `share`. Or it is a whole
 * priority set: whoever is in one of its `turns`, each of which has nobody whom one before it has.
 */
export type AudienceCondition = {
  audience: string;
  version?: number;
  where?: Condition;
  limit?: Limit;
  share?: ShareCut;
  turns?: readonly AudienceCondition[];
};

/**
 * At most so many: `per` value of a column first, then the `top` of what is left. By a value in an order, ties to the lower
 * key; else a sample, the lowest of `sha256(salt || key)`.
 */
export type Limit = {
  top?: number;
  per?: { column: string; at_most: number };
  by?: Value;
  order?: "asc" | "desc";
  salt?: string;
};

/** From the first hex digest on, until just before the second; null: the end. */
export type HexRange = readonly [from: string, until: string | null];
/** Rows whose `sha256(salt || unit)` lies in one of the ranges. The unit is the key where there is none, or it is unknown. */
export type ShareCut = { name: string; salt: string; unit?: { column: string }; ranges: readonly HexRange[] };
/** `held` is never written: `withLists` puts the list there, and no copy as JSON has it. */
export type ListCondition = { list: string; key: Value; held?: HeldList };
export type SequenceCondition = { sequence: Sequence };
export type RankCondition = { rank: Rank };

export type Value =
  | ColumnValue
  | TraitValue
  | MeasureValue
  | SinceValue
  | PartValue
  | TruncValue
  | OuterValue
  | DifferenceValue;
export type ColumnValue = { column: string };
export type TraitValue = { trait: string };
export type SinceValue = { since: Value; in: Unit };
export type DatePart = "hour" | "weekday" | "day" | "month" | "quarter" | "year";
export type PartValue = { part: DatePart; of: Value };
export type TruncValue = { trunc: Unit; of: Value };
export type OuterValue = { outer: Value };
export type DifferenceValue = { difference: readonly [Value, Value]; in?: Unit };

export const AGGREGATES = ["count_distinct", "sum", "avg", "min", "max"] as const;
export const PICKS = ["first", "last"] as const;
export type Pick = (typeof PICKS)[number];

/** What every measure has: which rows, which of them, when. */
export type MeasureScope = { of: string; where?: Condition; during?: Window; at?: string };
export type CountValue = { count: true | Value } & MeasureScope;
export type CountDistinctValue = { count_distinct: Value } & MeasureScope;
export type SumValue = { sum: Value } & MeasureScope;
export type AvgValue = { avg: Value } & MeasureScope;
export type MinValue = { min: Value } & MeasureScope;
export type MaxValue = { max: Value } & MeasureScope;
export type AggregateValue = CountDistinctValue | SumValue | AvgValue | MinValue | MaxValue;
export type FirstValue = { first: Value } & MeasureScope;
export type LastValue = { last: Value } & MeasureScope;
export type PickValue = FirstValue | LastValue;
export type MeasureValue = CountValue | AggregateValue | PickValue;

export type Operand = Literal | Value;
export type TestOptions = { ignore_case?: boolean };
export type Test = (
  | { eq: Operand }
  | { not_eq: Operand }
  | { in: readonly Literal[] }
  | { not_in: readonly Literal[] }
  | { gt: Operand }
  | { gte: Operand }
  | { lt: Operand }
  | { lte: Operand }
  | { between: readonly [Operand, Operand] }
  | { contains: Operand }
  | { not_contains: Operand }
  | { starts_with: Operand }
  | { ends_with: Operand }
  | { known: boolean }
  | { during: Window }
  | { anniversary: Window }
) &
  TestOptions;

export type Window =
  | { last: number; unit: Unit }
  | { next: number; unit: Unit }
  | { older_than: number; unit: Unit }
  | { from?: string; to?: string; zone?: string }
  | {
      calendar: "this" | "previous" | "next";
      unit: "day" | "week" | CalendarUnit;
      count?: number;
      zone?: string;
    }
  | { after: Value; within: number; unit: Unit };

export type SequenceStep = {
  of: string;
  where?: Condition;
  at?: string;
  within?: number;
  unit?: Unit;
  none?: true;
};
export type Sequence = { steps: readonly SequenceStep[]; anchor: "any" | "first"; during?: Window };
export type Rank = {
  by: Value;
  order: "asc" | "desc";
  top?: number;
  percent?: number;
  percentile?: number;
  among?: Condition;
};
