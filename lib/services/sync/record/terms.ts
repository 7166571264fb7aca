import { z } from "zod";
import type { Catalog } from "@/lib/core/catalog/types";
import { recordClientOf, recordsOf } from "@/lib/core/destination/capability";
import { InvalidInput, type Problem } from "@/lib/core/errors";
import { GuardSettingsForm } from "@/lib/core/guards/parse";
import type { RecordObject } from "@/lib/core/ports/destination";
import { checkRecord, knownFields, type RecordInput } from "@/lib/core/record/check";
import { recordTermsSchema } from "@/lib/core/record/schema";
import type { RecordTerms } from "@/lib/core/record/types";
import type { Destination } from "@/lib/db/generated/client";
import { definitionOf } from "../../destination/definitions";
import { connectDestination } from "../../destination/load";

export const recordSettings = {
  name: z.string().trim().min(1).max(200),
  record: recordTermsSchema,
  /** The one share of the audience it takes; all of it where none is named. */
  split: z.string().min(1).max(60).nullable().default(null),
  guards: GuardSettingsForm.optional(),
};

type Asking = {
  destination: Destination;
  catalog: Catalog;
  entity: string;
  objectId: string;
  input: RecordInput;
};
type Described = { object: RecordObject; problems: Problem[]; terms: RecordTerms };

/** A record mapping held against the catalog and what the platform says at this moment of its object. */
export async function describedTerms({
  destination,
  catalog,
  entity,
  objectId,
  input,
}: Asking): Promise<Described> {
  const definition = definitionOf(destination.kind);
  const capability = recordsOf(definition);
  const client = connectDestination(destination);
  try {
    const object = await recordClientOf(client, definition).getObject(objectId);
    const checking = { catalog, entity, object, capability, label: definition.label };
    const problems = checkRecord(input, checking);
    return { object, problems, terms: { ...input, known: knownFields(input, checking) } };
  } finally {
    await client.close?.();
  }
}

/** The same. Throws InvalidInput with every problem. */
export async function requireTerms(asking: Asking): Promise<Omit<Described, "problems">> {
  const { problems, ...described } = await describedTerms(asking);
  const [first] = problems;
  if (!first) return described;
  throw new InvalidInput({ code: "INVALID_MAPPING", message: first.message, fix: first.fix, problems });
}
