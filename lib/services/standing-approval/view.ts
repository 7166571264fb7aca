import type { StandingApprovalView } from "@/lib/core/views/standing-approval";
import type { Prisma } from "@/lib/db/generated/client";
import { storedEnvelope } from "@/lib/db/stored";

export const withStanding = {
  createdBy: true,
  _count: { select: { changeSets: true } },
} satisfies Prisma.StandingApprovalInclude;

type Loaded = Prisma.StandingApprovalGetPayload<{ include: typeof withStanding }>;

export function standingApprovalView(
  standing: Loaded,
  destinations: readonly { id: string; name: string }[],
  now: Date,
): StandingApprovalView {
  const { id, name, reason, createdBy, createdAt, expiresAt } = standing;
  const envelope = storedEnvelope(standing.envelope);
  return {
    ...{ id, name, reason, envelope },
    destinations: destinations
      .filter((one) => envelope.destinations.includes(one.id))
      .map((one) => ({ id: one.id, name: one.name })),
    createdBy: { id: createdBy.id, name: createdBy.name },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    status: statusOf(standing, now),
    used: standing._count.changeSets,
  };
}

function statusOf({ withdrawnAt, expiresAt }: Loaded, now: Date): StandingApprovalView["status"] {
  if (withdrawnAt) return "withdrawn";
  return expiresAt <= now ? "expired" : "active";
}
