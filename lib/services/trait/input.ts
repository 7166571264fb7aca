import { z } from "zod";
import { parseTypeText } from "@/lib/core/catalog/column-type";
import type { TraitDefinition } from "@/lib/core/catalog/trait-definition";
import { type ColumnType, PII_TAGS } from "@/lib/core/catalog/types";
import { InvalidInput, type Problem } from "@/lib/core/errors";
import type { Value } from "@/lib/core/segment/types";

const type = z.string().transform((text, context): ColumnType => {
  const parsed = parseTypeText(text);
  if (!("message" in parsed)) return parsed;
  context.addIssue({ code: "custom", message: parsed.message });
  return z.NEVER;
});

const named = {
  label: z.string().trim().min(1, "Give the trait a label.").max(200),
  description: z.string().trim().max(2_000).optional(),
};

/** What a trait is to be, as the editor sends it; types are written as in a catalog file. */
export const definitionInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("value"), ...named, value: z.record(z.string(), z.unknown()) }),
  z.object({
    kind: z.literal("sql"),
    ...named,
    sql: z.string().trim().min(1, "Write the SELECT.").max(20_000),
    key: z.array(z.string().trim().min(1)).min(1, "Say which column holds the key."),
    column: z.string().trim().min(1, "Say which column holds the value."),
    type,
    pii: z.enum(PII_TAGS).nullable().default(null),
  }),
]);
export type DefinitionInput = z.output<typeof definitionInput>;

export const traitName = z
  .string()
  .trim()
  .regex(
    /^[\p{L}_][\p{L}\p{N}_]*$/u,
    "The name of a trait is letters, digits and underscores, not starting with a digit.",
  )
  .max(100);

/** Safe to say: `checkTrait` looks at every node of a value before anyone reads it. */
export function asDefinition(input: DefinitionInput): TraitDefinition {
  return input.kind === "value" ? { ...input, value: input.value as unknown as Value } : input;
}

export function refuseTrait(problems: readonly Problem[]): never {
  const [first] = problems;
  throw new InvalidInput({
    code: first?.code ?? "INVALID_TRAIT",
    message: first?.message ?? "This trait is not finished.",
    fix: first?.fix,
    problems,
  });
}
