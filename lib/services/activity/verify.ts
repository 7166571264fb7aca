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
  let link: ChainLink = FIRST_LINK;
  for (;;) {
    const events = await database().auditEvent.findMany({
      where: { workspaceId, sequence: { gt: link.sequence } },
      orderBy: { sequence: "asc" },
      take: PAGE,
    });
    for (const event of events) {
      const next = followLink(link, { ...event, at: event.at.toISOString() });
      if (!next) return { ok: false, events: link.sequence, brokenAt: event.sequence };
      link = next;
    }
    if (events.length < PAGE) return { ok: true, events: link.sequence, brokenAt: null };
  }
}

/** Every workspace's chain, by the workspace's slug. */
export async function verifyAllChains(): Promise<({ workspace: string } & ChainView)[]> {
  const workspaces = await database().workspace.findMany({ orderBy: { slug: "asc" } });
  const chains: ({ workspace: string } & ChainView)[] = [];
  for (const { id, slug } of workspaces) chains.push({ workspace: slug, ...(await verifyChain(id)) });
  return chains;
}
