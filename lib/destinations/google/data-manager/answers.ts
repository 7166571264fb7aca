import { z } from "zod";

/** The parts of Data Manager's answers that are read, parsed where they enter. 64-bit numbers come as text. */

const Whole = z.union([z.number(), z.string().regex(/^-?[0-9]+$/)]).transform(Number);

export const ErrorBody = z.object({
  error: z.object({
    code: z.number(),
    status: z.string().optional(),
    details: z
      .array(
        z
          .object({
            reason: z.string().optional(),
            metadata: z.record(z.string(), z.string()).optional(),
            fieldViolations: z.array(z.object({ reason: z.string().optional() }).loose()).optional(),
            retryDelay: z.string().optional(),
          })
          .loose(),
      )
      .default([]),
  }),
});

export const RequestAnswer = z.object({ requestId: z.string().min(1) });

export const UserList = z.object({
  id: Whole.transform(String),
  displayName: z.string().default(""),
  readOnly: z.boolean().optional(),
  ingestedUserListInfo: z.unknown().optional(),
  sizeInfo: z
    .object({
      displayNetworkMembersCount: Whole.optional(),
      searchNetworkMembersCount: Whole.optional(),
    })
    .optional(),
});
export type UserList = z.infer<typeof UserList>;

export const UserListPage = z.object({
  userLists: z.array(UserList).default([]),
  nextPageToken: z.string().optional(),
});

const Counted = z.object({ recordCount: Whole.optional() }).loose();
const Counts = z.record(z.string(), Counted).optional();

/** Of one request and its only destination. */
export const StatusAnswer = z.object({
  requestStatusPerDestination: z
    .array(
      z.object({
        requestStatus: z.string().default("REQUEST_STATUS_UNKNOWN"),
        errorInfo: z
          .object({
            errorCounts: z
              .array(z.object({ reason: z.string().default("UNSPECIFIED"), recordCount: Whole.default(0) }))
              .default([]),
          })
          .optional(),
        audienceMembersIngestionStatus: Counts,
        audienceMembersRemovalStatus: Counts,
      }),
    )
    .min(1),
});
export type StatusAnswer = z.infer<typeof StatusAnswer>;
