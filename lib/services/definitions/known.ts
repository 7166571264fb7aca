import type { Folder } from "@/lib/definitions/folder/types";
import { audiencesNamedIn } from "../audience/named";
import { currentCatalog } from "../catalog/current";
import type { Scope } from "../service";
import type { Known } from "./check/known";
import type { WorkspaceDefinitions } from "./workspace";

/** What the folder may speak of without having it. */
export async function knownOf(
  { actor, db }: Scope,
  there: WorkspaceDefinitions,
  { audiences, prioritySets }: Folder,
): Promise<Known> {
  const { workspaceId } = actor;
  const spokenOf = [audiences.map(({ tree }) => tree), prioritySets];
  return {
    catalog: there.catalog ? (await currentCatalog(db, workspaceId)).catalog : null,
    audiences: await audiencesNamedIn(db, workspaceId, spokenOf),
    named: there.audiences.map((one) => ({ ...one, entity: one.tree.entity })),
    destinations: there.destinations,
    syncs: there.syncs,
    members: there.names.members,
    channels: there.channels,
  };
}
