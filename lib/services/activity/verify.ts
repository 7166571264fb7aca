import { z } from "zod";
import { type ChainLink, FIRST_LINK, followLink } from "@/lib/core/audit/chain";
import type { ChainView } from "@/lib/core/views/activity";
import { database } from "@/lib/db/client";
import { service } from "../service";

const PAGE = 1_000;

/** Walks the workspace's whole chain and says where it first breaks. */
export const verifyActivity = service(
  { name: "activity.verify", role: "viewer", input: z.object({}) },
  ({ actor }) => verifyChain(actor.workspaceId),
);

/** The same for whoever holds the database, in constant memory. */
export async function verifyChain(workspaceId: string): Promise<ChainView> {
  // Read before the walk: events that are added meanwhile come after it.
  const anchor = await database().auditAnchor.findUnique({ where: { workspaceId } });
  let link: ChainLink = FIRST_LINK;
  for (;;) {
    const events = await database().auditEvent.findMany({
      where: { workspaceId, sequence: { gt: link.sequence } },
      orderBy: { sequence: "asc" },
      take: PAGE,
    });
    for (const event of events) {
      const next = followLink(link, { ...event, at: event.at.toISOString() });
      if (!next || !isAnchored(next, anchor)) return broken(link, event.sequence);
      link = next;
    }
    if (events.length < PAGE) break;
  }
  const isCutOff = link.sequence < (anchor?.sequence ?? 0) || (link.sequence > 0 && !anchor);
  if (isCutOff) return broken(link, link.sequence + 1);
  return { ok: true, events: link.sequence, brokenAt: null, hash: link.hash };
}

/** Every workspace's chain, by the workspace's slug. */
export async function verifyAllChains(): Promise<({ workspace: string } & ChainView)[]> {
  const workspaces = await database().workspace.findMany({ orderBy: { slug: "asc" } });
  const chains: ({ workspace: string } & ChainView)[] = [];
  for (const { id, slug } of workspaces) chains.push({ workspace: slug, ...(await verifyChain(id)) });
  return chains;
}

/** Of hashes that were noted before, those no event has any more. They only mean something of chains that are whole. */
export async function hashesGone(hashes: readonly string[]): Promise<string[]> {
  const found = await database().auditEvent.findMany({
    where: { hash: { in: [...hashes] } },
    select: { hash: true },
  });
  const known = new Set(found.map(({ hash }) => hash));
  return hashes.filter((hash) => !known.has(hash));
}

function isAnchored(link: ChainLink, anchor: ChainLink | null): boolean {
  return link.sequence !== anchor?.sequence || link.hash === anchor.hash;
}

function broken(last: ChainLink, brokenAt: number): ChainView {
  return { ok: false, events: last.sequence, brokenAt, hash: last.hash };
}
