import { z } from "zod";
import { requireShare, shareNames } from "@/lib/core/audience/splits";
import { InvalidInput } from "@/lib/core/errors";
import { GuardSettingsForm } from "@/lib/core/guards/parse";
import { checkMapping } from "@/lib/core/membership/check-mapping";
import type { Mapping } from "@/lib/core/membership/types";
import type { Transaction } from "@/lib/db/client";
import { storedTree } from "@/lib/db/stored";
import { currentCatalog } from "../catalog/current";
import { setDefinitionOf } from "../destination/definitions";

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
  /** The one share of the audience it takes; all of it where none is named. */
  split: z.string().min(1).max(60).nullable().default(null),
  /** Guards that are not as they are by default; left out: as they were. */
  guards: GuardSettingsForm.optional(),
};

/** Throws InvalidInput unless the audience has the share, in what is being built or in its newest version. */
export async function requireSplit(
  db: Pick<Transaction, "audience">,
  audienceId: string,
  split: string | null,
): Promise<void> {
  if (split === null) return;
  const { draftTree, versions } = await db.audience.findUniqueOrThrow({
    where: { id: audienceId },
    select: { draftTree: true, versions: { orderBy: { version: "desc" }, take: 1, select: { tree: true } } },
  });
  const newest = storedTree(versions[0]?.tree ?? draftTree);
  if (!shareNames(newest.splits).includes(split)) requireShare(storedTree(draftTree), split);
}

/** Throws InvalidInput with every problem of a mapping. */
export async function requireMapping(
  db: Pick<Transaction, "catalogVersion" | "trait">,
  workspaceId: string,
  input: { kind: string; entity: string; mapping: Mapping },
): Promise<void> {
  const { catalog } = await currentCatalog(db, workspaceId);
  const problems = checkMapping(input.mapping, setDefinitionOf(input.kind), catalog, input.entity);
  const [first] = problems;
  if (!first) return;
  throw new InvalidInput({ code: "INVALID_MAPPING", message: first.message, fix: first.fix, problems });
}
