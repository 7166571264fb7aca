import { z } from "zod";
import { audienceSchema } from "@/lib/core/audience/schema";
import { segmentSchema } from "@/lib/core/segment/schema";
import { catalogFile, traitValue } from "./catalog-schema";
import { consentCondition, destinationFile } from "./destination-schema";
import { listFile, ownTraitFile, prioritySetFile } from "./reference-schema";
import { syncFile } from "./sync-schema";

/** The file formats others write, each with the title its JSON Schema carries. */
const FORMATS = {
  segment: { schema: segmentSchema, title: "Coterie segment" },
  audience: { schema: audienceSchema, title: "Coterie audience" },
  sync: { schema: syncFile, title: "Coterie sync" },
  catalog: { schema: catalogFile, title: "Coterie catalog" },
  destination: { schema: destinationFile, title: "Coterie destination" },
  trait: { schema: ownTraitFile, title: "Coterie trait" },
  list: { schema: listFile, title: "Coterie list" },
  "priority-set": { schema: prioritySetFile, title: "Coterie priority set" },
};
export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

/** The published JSON Schema of a format, as text that ends with a newline. */
export function jsonSchemaText(format: FormatName): string {
  const { schema, title } = FORMATS[format];
  const { $schema, ...body } = z.toJSONSchema(schema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      // The published files lie side by side.
      if (zodSchema === traitValue) Object.assign(emptied(jsonSchema), partOfSegment("Value"));
      if (zodSchema === consentCondition) Object.assign(emptied(jsonSchema), partOfSegment("Condition"));
      // A name is of the file, not of the definition, which is read without it.
      if (Object.is(zodSchema, audienceSchema)) Object.assign(jsonSchema.properties ?? {}, NAME_OF_AUDIENCE);
    },
  });
  return `${JSON.stringify({ $schema, title, ...body }, null, 2)}\n`;
}

const partOfSegment = (part: string) => ({ $ref: `segment.schema.json#/$defs/${part}` });

const NAME_OF_AUDIENCE = {
  name: { type: "string", minLength: 1, maxLength: 200, description: "What people call it." },
};

function emptied(record: Record<string, unknown>): Record<string, unknown> {
  for (const key of Object.keys(record)) delete record[key];
  return record;
}
