import type { Entity } from "@/lib/core/catalog/types";
import { Unsupported } from "@/lib/core/errors";
import { listHash, listText } from "@/lib/core/list/form";
import { type ConditionKind, foldCondition } from "@/lib/core/segment/kinds";
import type { Condition } from "@/lib/core/segment/types";
import { audienceOf } from "./audience";
import { printCell } from "./compare";
import type { Predicate, World } from "./data";
import { rankedOf } from "./rank";
import { sequenceOf } from "./sequence";
import { checkOf } from "./tests";
import { readingOf } from "./values";
import { pathOf } from "./walk";

/** What a condition asks of one row of `entity`. Refuses here, before any row is read. */
export function predicateOf(world: World, entity: Entity, condition: Condition): Predicate {
  const read = (inner: Condition) => predicateOf(world, entity, inner);
  return foldCondition<Predicate>(condition, {
    all: ({ all }) => {
      const inner = all.map(read);
      return (row, outside) => inner.every((isMet) => isMet(row, outside));
    },
    any: ({ any }) => {
      const inner = any.map(read);
      return (row, outside) => inner.some((isMet) => isMet(row, outside));
    },
    not: ({ not }) => {
      const inner = read(not);
      return (row, outside) => !inner(row, outside);
    },
    value: ({ value, is }) => {
      const seen = readingOf(world, entity, value, predicateOf);
      const check = checkOf(world, is, (operand) => readingOf(world, entity, operand, predicateOf));
      return (row, outside) => check(seen(row, outside), row, outside);
    },
    every: ({ every, where, must }) => {
      const { end, rows } = pathOf(world, entity, every);
      const concerns = where ? predicateOf(world, end, where) : () => true;
      const isMet = predicateOf(world, end, must);
      return (row, outside) => {
        const from = [row, ...outside];
        return rows(row)
          .filter((one) => concerns(one, from))
          .every((one) => isMet(one, from));
      };
    },
    audience: (node) => audienceOf(world, entity, node, predicateOf),
    list: ({ held, key }) => {
      if (!held) return refuse("list");
      const seen = readingOf(world, entity, key, predicateOf);
      const hashes = new Set(held.hashes);
      return (row, outside) => {
        const value = seen(row, outside);
        return value !== null && hashes.has(listHash(held.salt, listText(held.form, printCell(value))));
      };
    },
    sequence: ({ sequence }) => sequenceOf(world, entity, sequence, predicateOf),
    rank: ({ rank }) => rankedOf(world, entity, rank, predicateOf),
  });
}

function refuse(node: ConditionKind): never {
  throw new Unsupported(node, `The reference does not evaluate "${node}".`);
}
