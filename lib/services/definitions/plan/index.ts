import { z } from "zod";
import type { DefinitionChangeView, DefinitionsPlanView } from "@/lib/core/views/definitions";
import { service } from "../../service";
import { voidedBy } from "../voids";
import { asksOf, neverAsked } from "./asks";
import { blockedBy } from "./blocked";
import { effectOf } from "./effect";
import { futureOf } from "./future";
import { filesInput, type Planning, planningOf, thingOf } from "./planning";

/** Whether approval is asked too for syncs of the folder whose newest versions nobody was ever asked about. */
export const askAll = z.boolean().default(false);

/** What applying a folder would change and make void, and who has to do what of it; nothing is written. */
export const planDefinitions = service(
  { name: "definitions.plan", role: "viewer", input: z.object({ files: filesInput, askAll }) },
  async (scope, { files, askAll }): Promise<DefinitionsPlanView> =>
    planOf(await planningOf(scope, files), askAll),
);

export async function planOf(planning: Planning, askAll: boolean): Promise<DefinitionsPlanView> {
  const changes: DefinitionChangeView[] = [];
  for (const diff of planning.diffs) changes.push(await changeOf(planning, diff));
  const unasked = askAll ? await neverAsked(planning) : new Set<string>();
  const asks = asksOf(planning, changes, unasked);
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
