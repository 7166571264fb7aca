import { z } from "zod";
import { PII_TAGS } from "@/lib/core/catalog/types";
import type { Policy } from "@/lib/core/policy/types";
import { segmentSchema } from "@/lib/core/segment/schema";
import type { Condition } from "@/lib/core/segment/types";
import { strict } from "./zod-problems";

const rule = z.enum(["blocked", "hashed", "plain"]);
/** Any object here: what it must be is said by the segment language, in its own sentences. */
export const consentCondition = z.looseObject({}).describe("A condition of the segment language.");

const policy = strict({
  tags: z
    .partialRecord(z.enum(PII_TAGS), rule)
    .optional()
    .describe("What may happen to each kind of column."),
  columns: z
    .record(z.string(), rule)
    .optional()
    .describe("Of single columns, as entity.column; stronger than the tag's."),
  consent: z
    .record(z.string(), z.union([z.literal("not_required"), consentCondition]))
    .optional()
    .describe(
      "By entity: the condition that tells consent, or not_required. Without one nobody of it leaves.",
    ),
  suppression: z
    .record(
      z.string(),
      z.array(strict({ entity: z.string(), column: z.string(), member_column: z.string() })),
    )
    .optional()
    .describe("By entity: tables of people who never leave."),
  deciding: z
    .array(z.enum(PII_TAGS))
    .optional()
    .describe("Tags of personal columns that may decide who is in an audience going there."),
  minimum_size: z.int().min(0).max(1_000_000_000).describe("Fewer people than this never go."),
});

/** A destination as a file: what it is called, of which kind, and what may leave for it. Accounts and secrets stand in no file. */
export const destinationFile = strict({
  version: z.literal(1),
  name: z.string().trim().min(1).max(200),
  kind: z.string().min(1).describe("Of which kind it is: meta, google, hubspot, webhook."),
  policy: policy.optional().describe("What may leave for it. Left out: it has none, and nothing may."),
});

export type DestinationFile = z.output<typeof destinationFile>;

/** The policy of a file. Its conditions are read by the segment's own parser afterwards. */
export function policyOf(file: NonNullable<DestinationFile["policy"]>): Policy {
  const { tags = {}, columns = {}, consent = {}, suppression = {}, deciding = [], minimum_size } = file;
  const lists = Object.entries(suppression).map(([entity, all]) => [
    entity,
    all.map(({ member_column, ...list }) => ({ ...list, memberColumn: member_column })),
  ]);
  return {
    tags,
    columns,
    // Safe to say: whoever takes a policy looks at every node of its conditions first.
    consent: consent as Record<string, Condition | "not_required">,
    suppression: Object.fromEntries(lists),
    deciding: PII_TAGS.filter((tag) => deciding.includes(tag)),
    minimumSize: minimum_size,
  };
}

/** Its keys in the order of the language. */
function inOrder(where: Condition): Record<string, unknown> {
  const read = segmentSchema.safeParse({ version: 1, entity: "any", where });
  return { ...(read.success ? read.data.where : where) };
}

/** The same policy as a file says it. */
export function policyText(policy: Policy): NonNullable<DestinationFile["policy"]> {
  const { tags, columns, consent, suppression, deciding = [], minimumSize } = policy;
  const lists = Object.entries(suppression).map(([entity, all]) => [
    entity,
    all.map(({ entity: from, column, memberColumn }) => ({
      entity: from,
      column,
      member_column: memberColumn,
    })),
  ]);
  return {
    tags: Object.fromEntries(PII_TAGS.flatMap((tag) => (tags[tag] ? [[tag, tags[tag]]] : []))),
    columns: Object.fromEntries(Object.entries(columns).sort(([a], [b]) => (a < b ? -1 : 1))),
    consent: Object.fromEntries(
      Object.entries(consent).map(([entity, rule]) => [
        entity,
        rule === "not_required" ? rule : inOrder(rule),
      ]),
    ),
    suppression: Object.fromEntries(lists),
    deciding: PII_TAGS.filter((tag) => deciding.includes(tag)),
    minimum_size: minimumSize,
  };
}
