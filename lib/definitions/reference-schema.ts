import { z } from "zod";
import { LIST_FORMS } from "@/lib/core/list/held";
import { traitFile } from "./catalog-schema";
import { strict } from "./zod-problems";

const name = z.string().trim().min(1).max(200);

/** A list by reference: what it is called and how its values are read. The values themselves stand in no file. */
export const listFile = strict({
  version: z.literal(1),
  name,
  entity: z.string().min(1),
  column: z.string().min(1).describe("The column its values are those of."),
  form: z.enum(LIST_FORMS).describe("How its values are compared."),
});

/** The audiences of an entity in the order they are served. */
export const prioritySetFile = strict({
  version: z.literal(1),
  name,
  entity: z.string().min(1),
  audiences: z
    .array(strict({ audience: z.string().min(1), version: z.int().min(1).optional() }))
    .max(50)
    .describe("The first one first; the newest version where none is named."),
});

const { zone: _, ...madeOf } = traitFile.shape;

/** A trait made in the application: what a catalog says of one, with the entity it is of and its own name. */
export const ownTraitFile = z.strictObject({
  version: z.literal(1),
  entity: z.string().min(1),
  name: z.string().min(1).max(100),
  ...madeOf,
});

export type ListFile = z.output<typeof listFile>;
export type PrioritySetFile = z.output<typeof prioritySetFile>;
export type OwnTraitFile = z.output<typeof ownTraitFile>;
