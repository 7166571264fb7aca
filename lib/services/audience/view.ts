import { audienceStatus } from "@/lib/core/approval/status";
import { smallCount } from "@/lib/core/small-count";
import type { AudienceRow, AudienceVersionView, AudienceView } from "@/lib/core/views/audience";
import type { Prisma } from "@/lib/db/generated/client";
import { storedTree } from "@/lib/db/stored";
import type { Actor } from "../actor";
import { isInside } from "../row-scope/inside";
import type { LastRuns } from "../sync/last-runs";
import { statusOf, syncRow, withSyncRow } from "../sync/view";

const HISTORY = 30;

export const withAudienceRow = {
  owner: true,
  draftSavedBy: true,
  sizes: { orderBy: { asOf: "desc" }, take: HISTORY },
  syncs: { where: { endedAt: null }, include: withSyncRow, orderBy: { createdAt: "asc" } },
  versions: {
    orderBy: { version: "desc" },
    include: {
      createdBy: true,
      changeSets: { select: { id: true, status: true, requestedAt: true } },
    },
  },
} satisfies Prisma.AudienceInclude;

type Reader = Pick<Actor, "rowScope">;

export type LoadedAudience = Prisma.AudienceGetPayload<{ include: typeof withAudienceRow }>;

/** To someone who sees only some rows, no sizes of an audience that reaches beyond them. */
export function audienceRow(audience: LoadedAudience, actor: Reader): AudienceRow {
  const isBeyond = !isInside(actor, audience);
  const [size] = isBeyond ? [] : audience.sizes;
  const destinations = new Set(audience.syncs.map(({ destination }) => destination.name));
  return {
    id: audience.id,
    slug: audience.slug,
    name: audience.name,
    entity: audience.entity,
    version: audience.versions[0]?.version ?? null,
    status: statusOfAudience(audience),
    size: size ? { members: smallCount(size.members), asOf: size.asOf.toISOString() } : null,
    history: isBeyond ? [] : historyOf(audience),
    destinations: [...destinations],
    owner: audience.owner.name,
    updatedAt: audience.updatedAt.toISOString(),
    isBeyondScope: isBeyond,
  };
}

export function audienceView(
  audience: LoadedAudience,
  catalogVersion: number,
  last: LastRuns,
  actor: Reader,
): AudienceView {
  const latest = latestRequest(audience);
  const row = audienceRow(audience, actor);
  return {
    ...row,
    draft: {
      tree: storedTree(audience.draftTree),
      revision: audience.draftRevision,
      savedAt: audience.draftSavedAt.toISOString(),
      savedBy: audience.draftSavedBy.name,
    },
    versions: audience.versions.map(versionView),
    newestTree: audience.versions[0] ? storedTree(audience.versions[0].tree) : null,
    syncs: row.isBeyondScope ? [] : audience.syncs.map((sync) => syncRow(sync, last)),
    sentBack: latest?.status === "changes_requested" ? latest.id : null,
    catalogVersion,
  };
}

export function versionView(version: LoadedAudience["versions"][number]): AudienceVersionView {
  return {
    version: version.version,
    sentence: version.sentence,
    createdAt: version.createdAt.toISOString(),
    createdBy: version.createdBy.name,
    approved: version.changeSets.some(({ status }) => status === "approved"),
  };
}

/** Oldest first. */
function historyOf({ sizes }: LoadedAudience): AudienceRow["history"] {
  return [...sizes].reverse().map(({ asOf, members }) => ({
    asOf: asOf.toISOString(),
    members: smallCount(members),
  }));
}

function statusOfAudience(audience: LoadedAudience): AudienceRow["status"] {
  return audienceStatus({
    paused: audience.paused,
    syncs: audience.syncs.map(statusOf),
    latestChangeSet: latestRequest(audience)?.status ?? null,
  });
}

function latestRequest({ versions }: LoadedAudience) {
  return versions
    .flatMap(({ changeSets }) => changeSets)
    .reduce<LoadedAudience["versions"][number]["changeSets"][number] | null>(
      (latest, one) => (latest && latest.requestedAt >= one.requestedAt ? latest : one),
      null,
    );
}
