import {
  type ResolvedColumn,
  type ResolvedPath,
  resolveColumn,
  resolved,
  resolveEntity,
  resolvePath,
  resolveTime,
} from "@/lib/core/catalog/resolve";
import { type ResolvedTrait, resolveTrait } from "@/lib/core/catalog/trait";
import type { Catalog, SqlTrait } from "@/lib/core/catalog/types";
import { foldCondition, foldTest, foldValue, foldWindow } from "./kinds";
import type {
  Condition,
  Limit,
  MeasureScope,
  Operand,
  OuterValue,
  Sequence,
  SequenceStep,
  Test,
  Value,
  ValueCondition,
  Window,
} from "./types";
import type { Outside } from "./value-type";

/** What a reader that looks for something in a tree is told on the way. */
export type Visitor = {
  /** A column that is read, for its value or to know when a row happened. */
  column?(column: ResolvedColumn): void;
  /** A path that is followed to other rows. */
  path?(path: ResolvedPath): void;
  /** A trait that is used; what it reads is told as well. */
  trait?(trait: ResolvedTrait): void;
  /** A list that is asked. */
  list?(list: string): void;
  /** A comparison, the entity whose rows it is about, and those of the rows outside, the nearest first. */
  comparison?(condition: ValueCondition, entity: string, outside: Outside): void;
};

type Visit = { catalog: Catalog; visitor: Visitor; entity: string; outside: Outside };

/** Walks a parsed condition about rows of an entity, measures and nested conditions included. */
export function visitCondition(
  condition: Condition,
  entity: string,
  catalog: Catalog,
  visitor: Visitor,
): void {
  visit(condition, { catalog, visitor, entity, outside: [] });
}

function visit(condition: Condition, here: Visit): void {
  foldCondition<void>(condition, {
    all: (node) => node.all.forEach((child) => void visit(child, here)),
    any: (node) => node.any.forEach((child) => void visit(child, here)),
    not: (node) => visit(node.not, here),
    value: (node) => {
      here.visitor.comparison?.(node, here.entity, here.outside);
      visitValue(node.value, here);
      visitTest(node.is, here);
    },
    every: (node) => visit(node.must, visitRows({ of: node.every, where: node.where }, here)),
    // It stands on its own, whichever row the condition that names it is about.
    audience: ({ where, limit, share, turns = [] }) => {
      const alone = { ...here, outside: [] };
      for (const turn of turns) visit(turn, alone);
      if (where) visit(where, alone);
      if (limit) visitLimit(limit, alone);
      if (share?.unit) visitColumn(share.unit.column, alone);
    },
    list: (node) => {
      here.visitor.list?.(node.list);
      visitValue(node.key, here);
    },
    sequence: ({ sequence }) => {
      if (sequence.during) visitDuring(sequence.during, here);
      if (startsDiffer(sequence, here)) visitKey(here);
      for (const step of sequence.steps) visitTime(step.at, visitRows(step, here));
    },
    rank: ({ rank }) => {
      visitKey(here);
      visitValue(rank.by, here);
      if (rank.among) visit(rank.among, here);
    },
  });
}

function visitValue(value: Value, here: Visit): void {
  foldValue<void>(value, {
    column: (node) => here.visitor.column?.(resolved(resolveColumn(here.catalog, here.entity, node.column))),
    trait: (node) => visitTrait(node.trait, here),
    count: (node) => visitMeasure(node, node.count === true ? null : node.count, here),
    count_distinct: (node) => visitMeasure(node, node.count_distinct, here),
    sum: (node) => visitMeasure(node, node.sum, here),
    avg: (node) => visitMeasure(node, node.avg, here),
    min: (node) => visitMeasure(node, node.min, here),
    max: (node) => visitMeasure(node, node.max, here),
    first: (node) => visitTime(node.at, visitMeasure(node, node.first, here)),
    last: (node) => visitTime(node.at, visitMeasure(node, node.last, here)),
    since: (node) => visitValue(node.since, here),
    part: (node) => visitValue(node.of, here),
    trunc: (node) => visitValue(node.of, here),
    outer: (node) => visitOuter(node, here),
    difference: (node) => node.difference.forEach((one) => void visitValue(one, here)),
  });
}

function visitTrait(name: string, here: Visit): void {
  const found = resolved(resolveTrait(here.catalog, here.entity, name));
  here.visitor.trait?.(found);
  if (found.trait.kind === "value") visitValue(found.trait.value, { ...here, outside: [] });
  else visitReads(found.trait, here);
}

/** Every column the SQL reads may decide the value; the key it is joined over does not. */
function visitReads({ reads }: SqlTrait, here: Visit): void {
  for (const { entity, columns } of reads) {
    for (const column of columns) {
      here.visitor.column?.(resolved(resolveColumn(here.catalog, entity, column)));
    }
  }
}

/** Returns where the measured rows are. */
function visitMeasure(scope: MeasureScope, inner: Value | null, here: Visit): Visit {
  const there = visitRows(scope, here);
  if (inner) visitValue(inner, there);
  if (scope.during) {
    visitDuring(scope.during, here);
    visitTime(scope.at, there);
  }
  return there;
}

function visitRows(scope: Pick<MeasureScope | SequenceStep, "of" | "where">, here: Visit): Visit {
  const path = resolved(resolvePath(here.catalog, here.entity, scope.of));
  here.visitor.path?.(path);
  const there = { ...here, entity: path.end.name, outside: [here.entity, ...here.outside] };
  if (scope.where) visit(scope.where, there);
  return there;
}

function visitOuter(node: OuterValue, { entity: _, outside: [nearest, ...further], ...rest }: Visit): void {
  if (nearest === undefined) return;
  const there = { ...rest, entity: nearest, outside: further };
  visitKey(there);
  visitValue(node.outer, there);
}

/** Rows are told apart by their key. */
function visitKey({ catalog, entity, visitor }: Visit): void {
  for (const name of resolved(resolveEntity(catalog, entity)).key) {
    visitor.column?.(resolved(resolveColumn(catalog, entity, name)));
  }
}

/** The key that ties and chance go by says nothing of anyone. */
function visitLimit({ by, per }: Limit, here: Visit): void {
  if (by) visitValue(by, here);
  if (per) visitColumn(per.column, here);
}

function visitColumn(path: string, { catalog, entity, visitor }: Visit): void {
  visitor.column?.(resolved(resolveColumn(catalog, entity, path)));
}

function visitTime(at: string | undefined, there: Visit): void {
  there.visitor.column?.(resolved(resolveTime(there.catalog, there.entity, at)));
}

/** What happened after a value of the row outside is told apart by that row's key. */
function visitDuring(during: Window, here: Visit): void {
  visitWindow(during, here);
  if ("after" in during) visitKey(here);
}

/** Steps related over different columns meet by the key of the row they lead from. */
function startsDiffer({ steps }: Sequence, { catalog, entity }: Visit): boolean {
  const starts = steps.map(({ of }) => {
    const [first] = resolved(resolvePath(catalog, entity, of)).hops;
    return JSON.stringify(first?.relation.on.map(([here]) => here));
  });
  return new Set(starts).size > 1;
}

function visitTest(test: Test, here: Visit): void {
  const operand = (given: Operand) => {
    if (typeof given === "object") visitValue(given, here);
  };
  foldTest<void>(test, {
    eq: (node) => operand(node.eq),
    not_eq: (node) => operand(node.not_eq),
    in: () => {},
    not_in: () => {},
    gt: (node) => operand(node.gt),
    gte: (node) => operand(node.gte),
    lt: (node) => operand(node.lt),
    lte: (node) => operand(node.lte),
    between: (node) => node.between.forEach(operand),
    contains: (node) => operand(node.contains),
    not_contains: (node) => operand(node.not_contains),
    starts_with: (node) => operand(node.starts_with),
    ends_with: (node) => operand(node.ends_with),
    known: () => {},
    during: (node) => visitWindow(node.during, here),
    anniversary: (node) => visitWindow(node.anniversary, here),
  });
}

function visitWindow(window: Window, here: Visit): void {
  foldWindow<void>(window, {
    last: () => {},
    next: () => {},
    older_than: () => {},
    calendar: () => {},
    range: () => {},
    after: (node) => visitValue(node.after, here),
  });
}
