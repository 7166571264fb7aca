import type { DefinitionChangeView, DefinitionsPlanView } from "@/lib/core/views/definitions";
import type { Planning } from "./planning";

/** Syncs of the folder that would be or send otherwise than is approved: by their own change, their audience's, or a shared one's. */
export function asksOf(
  { folder, there }: Planning,
  changes: readonly DefinitionChangeView[],
  unasked: ReadonlySet<string>,
): DefinitionsPlanView["asks"] {
  const done = changes.filter(({ does }) => does !== "nothing" && does !== "left");
  const isNew = (kind: string, key: string) =>
    done.some((one) => one.kind === kind && one.key === key && one.does !== "at_once");
  const voided = new Set(done.flatMap(({ voids }) => voids.map(({ sync }) => sync.id)));
  const audiences = [...folder.audiences, ...there.audiences];
  return folder.syncs.flatMap(({ name, audience }) => {
    const id = there.ids.syncs.find((sync) => sync.name === name)?.id ?? null;
    const slug = audiences.find((one) => one.name === audience)?.slug ?? "";
    const asks =
      isNew("sync", name) || isNew("audience", slug) || (id !== null && (voided.has(id) || unasked.has(id)));
    return asks ? [{ id, name }] : [];
  });
}

/** Ids of syncs whose newest version was never asked about together with their audience's newest. */
export async function neverAsked({ scope }: Planning): Promise<Set<string>> {
  const newest = { orderBy: { version: "desc" }, take: 1, select: { id: true } } as const;
  const syncs = await scope.db.sync.findMany({
    where: { workspaceId: scope.actor.workspaceId, endedAt: null },
    select: {
      id: true,
      versions: newest,
      audience: { select: { versions: newest } },
      changeSets: { select: { syncVersionId: true, audienceVersionId: true } },
    },
  });
  const unasked = syncs.filter(({ versions, audience, changeSets }) => {
    const [sync, last] = [versions[0]?.id, audience.versions[0]?.id];
    const isAsked = changeSets.some((one) => one.syncVersionId === sync && one.audienceVersionId === last);
    return last !== undefined && !isAsked;
  });
  return new Set(unasked.map(({ id }) => id));
}
