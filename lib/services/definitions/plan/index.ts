import { z } from "zod";
import type { DefinitionChangeView, DefinitionsPlanView } from "@/lib/core/views/definitions";
import { service } from "../../service";
import { voidedBy } from "../voids";
import { asksOf } from "./asks";
import { blockedBy } from "./blocked";
import { effectOf } from "./effect";
import { futureOf } from "./future";
import { filesInput, type Planning, planningOf, thingOf } from "./planning";

/** What applying a folder would change and make void, and who has to do what of it; nothing is written. */
export const planDefinitions = service(
  { name: "definitions.plan", role: "viewer", input: z.object({ files: filesInput }) },
  async (scope, { files }): Promise<DefinitionsPlanView> => planOf(await planningOf(scope, files)),
);

export async function planOf(planning: Planning): Promise<DefinitionsPlanView> {
  const changes: DefinitionChangeView[] = [];
  for (const diff of planning.diffs) changes.push(await changeOf(planning, diff));
  const asks = asksOf(planning, changes);
  return { changes, asks, blocked: await blockedBy(planning, changes, asks) };
}

async function changeOf(planning: Planning, diff: Planning["diffs"][number]): Promise<DefinitionChangeView> {
  const { folder, scope } = planning;
  const thing = thingOf(folder, diff.kind, diff.key);
  const effect = await effectOf(planning, diff);
  const future = effect.does === "nothing" ? null : await futureOf(planning, diff);
  return {
    ...diff,
    file: thing ? folder.placeOf(thing).file : null,
    ...effect,
    voids: future ? await voidedBy(scope.db, scope.actor.workspaceId, future) : [],
  };
}
