import { z } from "zod";
import type { ScopeCondition } from "@/lib/core/row-scope/types";
import { column, literal, segmentParts, value } from "@/lib/core/segment/schema";
import type { Limit } from "@/lib/core/segment/types";
import type { AudienceDefinition, AudienceReference, Share, Splits } from "./types";

const amount = z.int().min(1);
const salt = z
  .string()
  .min(1)
  .max(100)
  .describe("Part of what is hashed: the same salt draws the same members again.");

const reference: z.ZodType<AudienceReference> = z
  .strictObject({ audience: z.string().min(1), version: amount.optional() })
  .describe("Another audience; its newest version where none is named.");

const limit: z.ZodType<Limit> = z
  .strictObject({
    top: amount.optional().describe("How many in all."),
    per: z
      .strictObject({ column, at_most: amount })
      .optional()
      .describe("How many of each value of a column, before `top`."),
    by: value.optional().describe("What puts members in order; ties go to the lower key."),
    order: z.enum(["asc", "desc"]).optional(),
    salt: salt.optional().describe("Without `by`: drawn by chance, by sha256(salt || key)."),
  })
  .describe("At most so many.");

const share: z.ZodType<Share> = z.strictObject({
  name: z.string().min(1).max(60).optional().describe("Left out, the place is kept free."),
  percent: z.number().gt(0).max(100),
});

const splits: z.ZodType<Splits> = z
  .strictObject({
    salt,
    unit: z
      .strictObject({ column })
      .optional()
      .describe("Members with the same value go together; the key where it is unknown."),
    shares: z.array(share).min(1).max(100),
  })
  .describe("Named shares of the members, by sha256(salt || unit), laid out one after another.");

const scope: z.ZodType<ScopeCondition> = z
  .strictObject({
    all: z
      .array(
        z.strictObject({
          value: z.strictObject({ column }),
          is: z.strictObject({ in: z.array(literal).min(1) }),
        }),
      )
      .min(1),
  })
  .describe("The row scope it is pinned to: nobody outside of it belongs.");

/** The shape of an audience, published as a JSON Schema. Whether names lead anywhere is decided by `parseSegment`. */
export const audienceSchema: z.ZodType<AudienceDefinition> = z
  .strictObject({
    ...segmentParts,
    scope: scope.optional(),
    exclude: z.array(reference).optional().describe("Audiences none of whose members is one."),
    priority: z
      .strictObject({ set: z.string().min(1) })
      .optional()
      .describe("Only those no earlier audience of the set has."),
    limit: limit.optional(),
    splits: splits.optional(),
  })
  .describe(
    "Who belongs: a segment, less whom it excludes, less those of earlier audiences, limited, then split.",
  );
