import { readFileSync } from "node:fs";
import { asSegment } from "@/lib/core/segment/parse";
import { RANDOM_LISTS } from "../../factories/random/lists";
import type { Question } from "../../factories/segments";

/** A question kept for good, with the members it must have. */
export type KeptCase = { why: string; members: readonly string[]; question: Question };

export function readCase(file: string): KeptCase {
  const kept = JSON.parse(readFileSync(file, "utf8")) as KeptCase;
  const { question } = kept;
  return { ...kept, question: { ...question, segment: asSegment(question.segment, RANDOM_LISTS) } };
}

/** Only what the tree speaks of and what holds the rows together; 64-bit integers as text, as `Cell` allows. */
export function printCase(kept: KeptCase): string {
  const text = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
  return `${JSON.stringify({ ...kept, question: withoutIdleParts(kept.question) }, text, 2)}\n`;
}

function withoutIdleParts(question: Question): Question {
  const { catalog, tables } = question;
  const used = spokenIn(question);
  const isSpokenOf = (name: string) => used.includes(JSON.stringify(name).slice(1, -1));
  const reached = reachedFrom(question);
  const entities = [...reached].map((name) => {
    const entity = catalog.entities[name]!;
    const relations = Object.values(entity.relations).filter(
      (one) => isSpokenOf(one.name) && reached.has(one.to),
    );
    const joined = [...reached]
      .flatMap((from) =>
        Object.values(catalog.entities[from]!.relations).map((relation) => ({ from, relation })),
      )
      .flatMap(({ from, relation }) =>
        relation.on.flatMap(([here, there]) => [
          ...(from === name ? [here] : []),
          ...(relation.to === name ? [there] : []),
        ]),
      );
    const kept = new Set([...entity.key, ...joined, ...(entity.timeColumn ? [entity.timeColumn] : [])]);
    const columns = Object.values(entity.columns).filter((one) => kept.has(one.name) || isSpokenOf(one.name));
    return { ...entity, relations: byName(relations), columns: byName(columns) };
  });
  const rows = entities.map((entity): [string, (typeof tables)[string]] => [
    entity.name,
    (tables[entity.name] ?? []).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => Object.hasOwn(entity.columns, column))),
    ),
  ]);
  const ofTraits = Object.entries(tables).filter(([name]) => name.includes("."));
  return {
    ...question,
    catalog: { ...catalog, entities: byName(entities) },
    tables: { ...Object.fromEntries(rows), ...Object.fromEntries(ofTraits) },
  };
}

/** Traits say what they say wherever they are named, so all they say counts. */
function spokenIn({ catalog, segment }: Question): string {
  return JSON.stringify([segment, Object.values(catalog.entities).map(({ traits }) => traits)]);
}

/** Entities some relation spoken of can lead to. */
function reachedFrom(question: Question): Set<string> {
  const { catalog, segment } = question;
  const used = spokenIn(question);
  const reached = new Set([segment.entity]);
  for (const name of reached) {
    for (const relation of Object.values(catalog.entities[name]!.relations)) {
      if (used.includes(relation.name)) reached.add(relation.to);
    }
  }
  return reached;
}

function byName<T extends { name: string }>(items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.name, item]));
}
