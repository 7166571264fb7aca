import { z } from "zod";
import type { ExclusionView } from "@/lib/core/views/audience";
import type { Transaction } from "@/lib/db/client";
import { service } from "../service";

/** Whom no audience of an entity ever has. */
export const listExclusions = service(
  { name: "exclusion.list", role: "viewer", rows: "no_rows", input: z.object({}) },
  ({ actor, db }) => readExclusions(db, actor.workspaceId),
);

export async function readExclusions(
  db: Pick<Transaction, "workspaceExclusion">,
  workspaceId: string,
): Promise<ExclusionView[]> {
  const rows = await db.workspaceExclusion.findMany({
    where: { workspaceId },
    include: { audience: { include: { versions: { orderBy: { version: "desc" }, take: 1 } } } },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ audience, version }) => ({
    id: audience.id,
    name: audience.name,
    entity: audience.entity,
    version,
    newest: audience.versions[0]?.version ?? version,
  }));
}
