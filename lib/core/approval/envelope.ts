import { z } from "zod";
import { resolveColumn } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import { loosened } from "@/lib/core/guards/compare";
import type { Impact, Mapping } from "@/lib/core/membership/types";
import type { Segment } from "@/lib/core/segment/types";
import { visitCondition } from "@/lib/core/segment/visit";
import type { Bound } from "./types";

const id = z.string().min(1).max(200);

/** Inside what a standing approval lets audiences go live. What is not named in it waits for a person. */
export const envelopeSchema = z.object({
  entity: id,
  /** "entity.column" or "entity.trait": what conditions and mapping may read. What rows are joined on needs no word. */
  columns: z.array(z.string().min(3).max(400)).min(1).max(2_000),
  /** Ids of connected accounts. */
  destinations: z.array(id).min(1).max(100),
  /** Fields of the destination that may be sent. */
  fields: z.array(id).min(1).max(100),
  uses: z.array(z.enum(["target", "exclude", "seed"])).min(1),
  /** Members, both included. */
  size: z
    .object({ atLeast: z.number().int().min(0), atMost: z.number().int().min(1) })
    .refine(({ atLeast, atMost }) => atLeast <= atMost, "The largest size is below the smallest."),
});

export type Envelope = z.infer<typeof envelopeSchema>;

/** What is asked for, as it was measured. */
export type Asked = {
  bound: Pick<Bound, "tree" | "record" | "use" | "guards" | "mapping">;
  destinationId: string;
  /** `namesRead` of it. */
  reads: readonly string[];
  impact: Impact;
  /** Sentences of the checks that are not well. */
  failing: readonly string[];
};

/** Why this needs a person all the same, one sentence each; none: it is inside. */
export function outsideEnvelope(envelope: Envelope, asked: Asked): string[] {
  const { bound, destinationId, reads, impact, failing } = asked;
  const { members } = impact.waterfall;
  const { atLeast, atMost } = envelope.size;
  const guard = loosened({}, bound.guards ?? {}, bound.use);
  const fields = Object.keys(bound.mapping.fields);
  return [
    ...(bound.record ? ["It writes records, which a person always looks at."] : []),
    ...(bound.tree.entity === envelope.entity ? [] : [`It is of ${bound.tree.entity}.`]),
    ...(envelope.destinations.includes(destinationId) ? [] : ["It goes to another destination."]),
    ...(envelope.uses.includes(bound.use) ? [] : [`Its use is ${bound.use}.`]),
    ...reads.filter((one) => !envelope.columns.includes(one)).map((one) => `It reads ${one}.`),
    ...fields.filter((one) => !envelope.fields.includes(one)).map((one) => `It sends ${one}.`),
    ...(guard === null ? [] : [`Its guard “${guard}” lets more pass than by default.`]),
    ...(members < atLeast ? ["It has fewer members."] : []),
    ...(members > atMost ? ["It has more members."] : []),
    ...failing,
  ];
}

/**
 * "entity.column" and "entity.trait" of everything conditions and mapping read for its value, sorted. Throws where the
 * segment is of another catalog.
 */
export function namesRead({ entity, where }: Segment, mapping: Mapping, catalog: Catalog): string[] {
  const names = new Set<string>();
  visitCondition(where, entity, catalog, {
    column: (found) => void names.add(`${found.entity.name}.${found.column.name}`),
    trait: (found) => void names.add(`${found.entity.name}.${found.trait.name}`),
  });
  const mapped = [...Object.values(mapping.fields), ...(mapping.country ? [mapping.country] : [])];
  for (const { column } of mapped) {
    const found = resolveColumn(catalog, entity, column);
    names.add("problem" in found ? `${entity}.${column}` : `${found.entity.name}.${found.column.name}`);
  }
  return [...names].sort();
}
