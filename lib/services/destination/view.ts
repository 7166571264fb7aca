import type { DestinationObject } from "@/lib/core/ports/destination";
import type { DestinationRow, DestinationView, ObjectView, PolicyView } from "@/lib/core/views/destination";
import type { Prisma } from "@/lib/db/generated/client";
import { storedLimits, storedPolicy, storedSettings } from "@/lib/db/stored";
import { definitionOf, kindView } from "./definitions";

export const withRow = {
  policies: { orderBy: { version: "desc" }, take: 1, include: { createdBy: true } },
  _count: { select: { syncs: { where: { endedAt: null } } } },
} satisfies Prisma.DestinationInclude;

type Loaded = Prisma.DestinationGetPayload<{ include: typeof withRow }>;

export function destinationRow(row: Loaded): DestinationRow {
  const { id, kind, name, status, problem, endpoint, simulated } = row;
  return {
    id,
    kind,
    kindLabel: definitionOf(kind).label,
    name,
    status,
    problem,
    endpoint,
    simulated,
    syncs: row._count.syncs,
    policyVersion: row.policies[0]?.version ?? null,
  };
}

export function destinationView(row: Loaded): DestinationView {
  return {
    ...destinationRow(row),
    definition: kindView(definitionOf(row.kind)),
    settings: storedSettings(row.settings),
    limits: { allowed: definitionOf(row.kind).limits, loweredTo: storedLimits(row.limits) },
    policy: policyView(row.policies[0]),
  };
}

export function policyView(row: Loaded["policies"][number] | undefined): PolicyView | null {
  if (!row) return null;
  return {
    version: row.version,
    policy: storedPolicy(row.policy),
    setBy: row.createdBy.name,
    setAt: row.createdAt.toISOString(),
    reason: row.reason,
  };
}

/** "1,000 – 2,000", as the platform says it. */
export function objectView({ id, name, size }: DestinationObject): ObjectView {
  if (!size) return { id, name, size: null };
  const [lower, upper] = [size.lower, size.upper].map((count) => count.toLocaleString("en"));
  return { id, name, size: lower === upper ? `${lower}` : `${lower} – ${upper}` };
}
