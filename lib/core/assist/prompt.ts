import { z } from "zod";
import type { Catalog, Column, Entity, Trait } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import type { Turn } from "@/lib/core/ports/language-model";
import { segmentSchema } from "@/lib/core/segment/schema";
import { valueType } from "@/lib/core/segment/value-type";

/**
 * What a language model is told before it writes a segment: names and types of the catalog and the language's schema.
 * Descriptions are left out, for people write values of columns into them.
 */
export function promptFor(catalog: Catalog, entity: string, sentence: string): Turn[] {
  const system = [
    RULES,
    `Rows of the entity \`${entity}\` are asked for. The catalog:`,
    reachable(catalog, entity)
      .map((one) => entityText(catalog, one))
      .join("\n"),
    "The JSON Schema of a segment:",
    JSON.stringify(z.toJSONSchema(segmentSchema, { io: "input" })),
  ].join("\n\n");
  return [
    { role: "system", text: system },
    { role: "user", text: sentence },
  ];
}

/** What is wrong with an answer, for a second one. Problems name places and columns, never what was compared with. */
export function repairTurn(problems: readonly Problem[]): Turn {
  const lines = problems
    .slice(0, MOST_PROBLEMS)
    .map(({ path, message, fix }) => `- ${path}: ${message} ${fix ?? ""}`.trim());
  return {
    role: "user",
    text: `That has problems:\n${lines.join("\n")}\nAnswer with the whole corrected JSON object and nothing else.`,
  };
}

const MOST_PROBLEMS = 20;

const RULES = `You turn one sentence of a marketer into a segment: a condition about rows of an entity, as JSON.
Answer with one JSON object and nothing else: { "where": <condition> }, or { "cannot": "<why, in one short sentence>" } when the catalog has nothing the sentence could mean.
Use only names of the catalog below. Wrap the conditions in { "all": [ … ] } so that each can be edited by itself.
Relations lead to other rows: { "count": true, "of": "orders", "during": { "last": 90, "unit": "day" } } counts a person's orders of the last 90 days; \`where\` inside speaks of one order. "Have not ordered" is that count with { "eq": 0 }.
You do not know which values a column holds: write them as the sentence says them, several as { "in": [ … ] }. Amounts of decimal columns are text: { "gt": "500" }.
Never compare a column marked personal with a value; it may only be asked whether it is known, and a date of birth for an anniversary or an age ({ "since": …, "in": "year" }).
Do not use the conditions \`audience\` and \`list\`.`;

/** The entity and whatever its relations lead to, each once, the nearest first. */
function reachable(catalog: Catalog, start: string): Entity[] {
  const names = [start];
  for (const name of names) {
    for (const { to } of Object.values(catalog.entities[name]?.relations ?? {})) {
      if (!names.includes(to)) names.push(to);
    }
  }
  return names.flatMap((name) => catalog.entities[name] ?? []);
}

function entityText(catalog: Catalog, entity: Entity): string {
  const { name, label, singular, timeColumn, columns, relations, traits } = entity;
  const lines = [
    `entity \`${name}\` (${label}; one is a ${singular})${timeColumn ? `, happened at \`${timeColumn}\`` : ""}`,
    ...Object.values(columns).map(columnText),
    ...Object.values(traits ?? {}).map((trait) => traitText(catalog, name, trait)),
    ...Object.values(relations).map(
      ({ name: relation, to, cardinality }) =>
        `  relation \`${relation}\` to ${cardinality === "many" ? "many" : "one"} \`${to}\``,
    ),
  ];
  return lines.join("\n");
}

/** Its name and type; what it is calculated from may hold values. */
function traitText(catalog: Catalog, entity: string, { name, label }: Trait): string {
  const type = valueType(catalog, entity, { trait: name });
  return `  trait \`${name}\`${"problem" in type ? "" : ` ${type.kind}`} (${label})`;
}

function columnText({ name, label, type, pii }: Column): string {
  const known = type.kind === "decimal" ? `decimal(${type.precision},${type.scale})` : type.kind;
  return `  column \`${name}\` ${known} (${label})${pii === null ? "" : `, personal: ${pii}`}`;
}
