import { z } from "zod";
import { InvalidInput } from "@/lib/core/errors";
import { checkMapping } from "@/lib/core/membership/check-mapping";
import type { Mapping } from "@/lib/core/membership/types";
import type { Transaction } from "@/lib/db/client";
import { currentCatalog } from "../catalog/current";
import { definitionOf } from "../destination/definitions";

const column = z.object({ column: z.string().min(1) });

export const mappingSchema = z.object({
  fields: z.record(z.string(), column),
  country: column.optional(),
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, "A country is two capital letters, like DE.")
    .optional(),
});

export const syncSettings = {
  name: z.string().trim().min(1).max(200),
  mapping: mappingSchema,
  mode: z.enum(["mirror", "add_only"]),
  use: z.enum(["target", "exclude", "seed"]),
};

/** Throws InvalidInput with every problem of a mapping. */
export async function requireMapping(
  db: Pick<Transaction, "catalogVersion">,
  workspaceId: string,
  input: { kind: string; entity: string; mapping: Mapping },
): Promise<void> {
  const { catalog } = await currentCatalog(db, workspaceId);
  const problems = checkMapping(input.mapping, definitionOf(input.kind), catalog, input.entity);
  const [first] = problems;
  if (!first) return;
  throw new InvalidInput({ code: "INVALID_MAPPING", message: first.message, fix: first.fix, problems });
}
