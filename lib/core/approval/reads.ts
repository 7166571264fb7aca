import { type Hop, resolveColumn } from "@/lib/core/catalog/resolve";
import type { Catalog, Entity, Trait } from "@/lib/core/catalog/types";
import { CoterieError } from "@/lib/core/errors";
import type { Condition } from "@/lib/core/segment/types";
import { visitCondition } from "@/lib/core/segment/visit";
import type { BoundEntity, BoundTrait } from "./types";

/** Notes what is read of a catalog. A name that leads nowhere ends the noting: its absence is a change by itself. */
export type Reads = {
  condition(entity: string, condition: Condition): void;
  column(entity: string, path: string): void;
  /** What was read, in the form an approval binds. */
  bound(): Record<string, BoundEntity>;
  /** Names of the lists that are asked, sorted. */
  lists(): string[];
};

type Noted = { entity: Entity; columns: Set<string>; relations: Set<string>; traits: Set<string> };

export function readsOf(catalog: Catalog): Reads {
  const noted = new Map<string, Noted>();
  const lists = new Set<string>();

  function note(entity: Entity): Noted {
    const known = noted.get(entity.name) ?? {
      entity,
      columns: new Set(entity.key),
      relations: new Set(),
      traits: new Set(),
    };
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

  return {
    condition(entity, condition) {
      const start = catalog.entities[entity];
      if (!start) return;
      note(start);
      untilUnknown(() =>
        visitCondition(condition, entity, catalog, {
          column: (found) => {
            follow(found.hops);
            note(found.entity).columns.add(found.column.name);
          },
          path: ({ hops, end }) => {
            follow(hops);
            note(end);
          },
          trait: ({ entity, trait }) => {
            note(entity).traits.add(trait.name);
            // Rows may be counted without naming any of their columns.
            for (const read of trait.kind === "sql" ? trait.reads : []) {
              const table = catalog.entities[read.entity];
              if (table) note(table);
            }
          },
          list: (list) => void lists.add(list),
        }),
      );
    },
    column(entity, path) {
      const found = resolveColumn(catalog, entity, path);
      if ("problem" in found) return;
      follow(found.hops);
      note(found.entity).columns.add(found.column.name);
    },
    bound: () => Object.fromEntries([...noted].map(([name, one]) => [name, bind(one)])),
    lists: () => [...lists].sort(),
  };
}

/** An approved tree was valid under its own catalog; under a later one it may name what is gone. */
function untilUnknown(visit: () => void): void {
  try {
    visit();
  } catch (error) {
    if (!(error instanceof CoterieError)) throw error;
  }
}

function bind({ entity, columns, relations, traits }: Noted): BoundEntity {
  const { source, key, timeColumn } = entity;
  return {
    source,
    key,
    timeColumn,
    columns: pick(entity.columns, columns, ({ type, pii }) => ({ type, pii })),
    relations: pick(entity.relations, relations, ({ to, cardinality, on }) => ({ to, cardinality, on })),
    ...(traits.size > 0 && { traits: pick(entity.traits ?? {}, traits, boundTrait) }),
  };
}

function boundTrait(trait: Trait): BoundTrait {
  if (trait.kind === "value") return { kind: trait.kind, value: trait.value };
  const { kind, sql, key, column, type, pii } = trait;
  return { kind, sql, key, column, type, pii };
}

function pick<T, R>(from: Readonly<Record<string, T>>, names: ReadonlySet<string>, part: (value: T) => R) {
  const known = [...names].filter((name) => from[name] !== undefined);
  return Object.fromEntries(known.map((name) => [name, part(from[name]!)]));
}
