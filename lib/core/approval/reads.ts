import {
  type Hop,
  type ResolvedColumn,
  resolveColumn,
  resolvePath,
  resolveTime,
} from "@/lib/core/catalog/resolve";
import type { Catalog, Entity } from "@/lib/core/catalog/types";
import { foldCondition, foldTest, foldValue, foldWindow } from "@/lib/core/segment/kinds";
import type { Condition, MeasureScope, Operand, Test, Value, Window } from "@/lib/core/segment/types";
import type { BoundEntity } from "./types";

/** Notes what is read of a catalog. Names that lead nowhere are skipped: their absence is a change by itself. */
export type Reads = {
  condition(entity: string, condition: Condition): void;
  column(entity: string, path: string): void;
  /** What was read, in the form an approval binds. */
  bound(): Record<string, BoundEntity>;
};

type Noted = { entity: Entity; columns: Set<string>; relations: Set<string> };

export function readsOf(catalog: Catalog): Reads {
  const noted = new Map<string, Noted>();

  function note(entity: Entity): Noted {
    const known = noted.get(entity.name) ?? { entity, columns: new Set(entity.key), relations: new Set() };
    noted.set(entity.name, known);
    return known;
  }

  function follow(hops: readonly Hop[]): void {
    for (const { relation, from, to } of hops) {
      note(from).relations.add(relation.name);
      for (const [here, there] of relation.on) {
        note(from).columns.add(here);
        note(to).columns.add(there);
      }
    }
  }

  function noteColumn(found: ResolvedColumn | { problem: unknown }): void {
    if ("problem" in found) return;
    follow(found.hops);
    note(found.entity).columns.add(found.column.name);
  }

  const column = (entity: string, path: string) => noteColumn(resolveColumn(catalog, entity, path));

  /** The entity at the end of a path, or null where it leads nowhere. */
  function enter(entity: string, path: string): string | null {
    const found = resolvePath(catalog, entity, path);
    if ("problem" in found) return null;
    follow(found.hops);
    return note(found.end).entity.name;
  }

  function rows(entity: string, scope: MeasureScope, value: Value | null): void {
    const end = enter(entity, scope.of);
    if (end === null) return;
    if (value) readValue(end, value);
    if (scope.where) condition(end, scope.where);
    if (scope.during) readWindow(entity, scope.during);
    if (scope.during || scope.at) noteColumn(resolveTime(catalog, end, scope.at));
  }

  function ordered(entity: string, scope: MeasureScope, value: Value): void {
    rows(entity, scope, value);
    const end = enter(entity, scope.of);
    if (end !== null) noteColumn(resolveTime(catalog, end, scope.at));
  }

  function condition(entity: string, node: Condition): void {
    foldCondition<void>(node, {
      all: ({ all }) => all.forEach((one) => void condition(entity, one)),
      any: ({ any }) => any.forEach((one) => void condition(entity, one)),
      not: ({ not }) => condition(entity, not),
      value: ({ value, is }) => {
        readValue(entity, value);
        readTest(entity, is);
      },
      every: ({ every, where, must }) => {
        rows(entity, { of: every, where }, null);
        const end = enter(entity, every);
        if (end !== null) condition(end, must);
      },
      audience: () => undefined,
      list: ({ key }) => readValue(entity, key),
      sequence: ({ sequence }) => {
        for (const step of sequence.steps) rows(entity, { ...step, during: sequence.during }, null);
      },
      rank: ({ rank }) => {
        readValue(entity, rank.by);
        if (rank.among) condition(entity, rank.among);
      },
    });
  }

  function readValue(entity: string, value: Value): void {
    foldValue<void>(value, {
      column: (node) => column(entity, node.column),
      trait: () => undefined,
      count: (node) => rows(entity, node, node.count === true ? null : node.count),
      count_distinct: (node) => rows(entity, node, node.count_distinct),
      sum: (node) => rows(entity, node, node.sum),
      avg: (node) => rows(entity, node, node.avg),
      min: (node) => rows(entity, node, node.min),
      max: (node) => rows(entity, node, node.max),
      first: (node) => ordered(entity, node, node.first),
      last: (node) => ordered(entity, node, node.last),
      since: ({ since }) => readValue(entity, since),
      part: ({ of }) => readValue(entity, of),
      trunc: ({ of }) => readValue(entity, of),
      outer: () => undefined,
      difference: ({ difference }) => difference.forEach((one) => void readValue(entity, one)),
    });
  }

  function readOperand(entity: string, operand: Operand): void {
    if (typeof operand === "object") readValue(entity, operand);
  }

  function readTest(entity: string, test: Test): void {
    const one = (operand: Operand) => readOperand(entity, operand);
    foldTest<void>(test, {
      eq: ({ eq }) => one(eq),
      not_eq: ({ not_eq }) => one(not_eq),
      in: () => undefined,
      not_in: () => undefined,
      gt: ({ gt }) => one(gt),
      gte: ({ gte }) => one(gte),
      lt: ({ lt }) => one(lt),
      lte: ({ lte }) => one(lte),
      between: ({ between }) => between.forEach(one),
      contains: ({ contains }) => one(contains),
      not_contains: ({ not_contains }) => one(not_contains),
      starts_with: ({ starts_with }) => one(starts_with),
      ends_with: ({ ends_with }) => one(ends_with),
      known: () => undefined,
      during: ({ during }) => readWindow(entity, during),
      anniversary: ({ anniversary }) => readWindow(entity, anniversary),
    });
  }

  function readWindow(entity: string, window: Window): void {
    const nothing = () => undefined;
    foldWindow<void>(window, {
      last: nothing,
      next: nothing,
      older_than: nothing,
      calendar: nothing,
      range: nothing,
      after: ({ after }) => readValue(entity, after),
    });
  }

  return {
    condition: (entity, node) => {
      const start = catalog.entities[entity];
      if (start) note(start);
      condition(entity, node);
    },
    column,
    bound: () => Object.fromEntries([...noted].map(([name, one]) => [name, bind(one)])),
  };
}

function bind({ entity, columns, relations }: Noted): BoundEntity {
  return {
    source: entity.source,
    key: entity.key,
    timeColumn: entity.timeColumn,
    columns: Object.fromEntries(
      [...columns].flatMap((name) => {
        const column = entity.columns[name];
        return column ? [[name, { type: column.type, pii: column.pii }]] : [];
      }),
    ),
    relations: Object.fromEntries(
      [...relations].flatMap((name) => {
        const relation = entity.relations[name];
        return relation
          ? [[name, { to: relation.to, cardinality: relation.cardinality, on: relation.on }]]
          : [];
      }),
    ),
  };
}
