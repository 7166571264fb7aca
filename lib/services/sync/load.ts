import type { Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { notHere } from "./not-here";

const withParts = {
  workspace: { select: { additionsStoppedAt: true } },
  audience: true,
  destination: true,
  versions: { orderBy: { version: "desc" }, take: 1 },
} satisfies Prisma.SyncInclude;

export type LoadedSync = Prisma.SyncGetPayload<{ include: typeof withParts }>;
export type NewestVersion = LoadedSync["versions"][number];

/** The sync with its newest version, if it is in this workspace. */
export async function loadSync(
  db: Pick<Transaction, "sync">,
  workspaceId: string,
  id: string,
): Promise<LoadedSync & { newest: NewestVersion }> {
  const sync = await db.sync.findFirst({ where: { id, workspaceId, endedAt: null }, include: withParts });
  const newest = sync?.versions[0];
  if (!sync || !newest) throw await notHere(db, workspaceId, id);
  return { ...sync, newest };
}
