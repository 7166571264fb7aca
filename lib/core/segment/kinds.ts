import type {
  AllCondition,
  AnyCondition,
  AudienceCondition,
  Condition,
  EveryCondition,
  ListCondition,
  NotCondition,
  RankCondition,
  SequenceCondition,
  Test,
  Value,
  ValueCondition,
  Window,
} from "./types";

/**
 * The one table of kinds. A node is recognised by its telling key; every reader hands `fold…` a table with one
 * function a kind, so a new kind turns every unfinished reader into a type error.
 */
export type ConditionKinds = {
  all: AllCondition;
  any: AnyCondition;
  not: NotCondition;
  value: ValueCondition;
  every: EveryCondition;
  audience: AudienceCondition;
  list: ListCondition;
  sequence: SequenceCondition;
  rank: RankCondition;
};
export const CONDITION_KINDS = [
  "all",
  "any",
  "not",
  "value",
  "every",
  "audience",
  "list",
  "sequence",
  "rank",
] as const satisfies readonly (keyof ConditionKinds)[];
export type ConditionKind = keyof ConditionKinds;

export const VALUE_KINDS = [
  "column",
  "trait",
  "count",
  "count_distinct",
  "sum",
  "avg",
  "min",
  "max",
  "first",
  "last",
  "since",
  "part",
  "trunc",
  "outer",
  "difference",
] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];
export type ValueKinds = { [K in ValueKind]: Extract<Value, Record<K, unknown>> };

export const TEST_KINDS = [
  "eq",
  "not_eq",
  "in",
  "not_in",
  "gt",
  "gte",
  "lt",
  "lte",
  "between",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "known",
  "during",
  "anniversary",
] as const;
export type TestKind = (typeof TEST_KINDS)[number];
export type TestKinds = { [K in TestKind]: Extract<Test, Record<K, unknown>> };

export const WINDOW_KINDS = ["last", "next", "older_than", "calendar", "after", "range"] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];
export type WindowKinds = {
  last: Extract<Window, { last: number }>;
  next: Extract<Window, { next: number }>;
  older_than: Extract<Window, { older_than: number }>;
  calendar: Extract<Window, { calendar: string }>;
  after: Extract<Window, { after: Value }>;
  /** `{ from?, to?, zone? }`: the window with no telling key. */
  range: { from?: string; to?: string; zone?: string };
};

export function conditionKind(condition: Condition): ConditionKind {
  return tellingKey(condition, CONDITION_KINDS);
}

export function valueKind(value: Value): ValueKind {
  // `part` and `trunc` carry `of` too, and `count_distinct` is not `count`: exact keys decide.
  return tellingKey(value, VALUE_KINDS);
}

export function testKind(test: Test): TestKind {
  return tellingKey(test, TEST_KINDS);
}

export function windowKind(window: Window): WindowKind {
  return WINDOW_KINDS.find((kind) => kind in window) ?? "range";
}

export function foldCondition<R>(
  condition: Condition,
  table: { [K in ConditionKind]: (node: ConditionKinds[K]) => R },
): R {
  return apply(table, conditionKind(condition), condition);
}

export function foldValue<R>(value: Value, table: { [K in ValueKind]: (node: ValueKinds[K]) => R }): R {
  return apply(table, valueKind(value), value);
}

export function foldTest<R>(test: Test, table: { [K in TestKind]: (node: TestKinds[K]) => R }): R {
  return apply(table, testKind(test), test);
}

export function foldWindow<R>(window: Window, table: { [K in WindowKind]: (node: WindowKinds[K]) => R }): R {
  return apply(table, windowKind(window), window);
}

function tellingKey<K extends string>(node: object, kinds: readonly K[]): K {
  const kind = kinds.find((candidate) => candidate in node);
  if (!kind) throw new TypeError("a tree reached a reader without being parsed");
  return kind;
}

/** The cast is safe: `kind` was read off `node`, and the table has the function for exactly that kind. */
function apply<R>(table: object, kind: string, node: object): R {
  return (table as Record<string, (node: object) => R>)[kind]!(node);
}
