import { hasRole } from "@/lib/core/approval/may-decide";
import type { DefinitionDiff } from "@/lib/core/definitions/types";
import type { DefinitionEffect } from "@/lib/core/views/definitions";
import type { Role } from "@/lib/core/views/session";
import { TERMS } from "@/lib/definitions/sync";
import { policiesNaming } from "../../trait/usage";
import type { Planning } from "./planning";

export type Effect = { does: DefinitionEffect; because: string | null };

/** What applying does with a difference, by the role of whoever applies. */
export async function effectOf(planning: Planning, diff: DefinitionDiff): Promise<Effect> {
  const { kind, outcome, parts } = diff;
  if (outcome === "unchanged" || outcome === "only_there") return { does: "nothing", because: null };
  switch (kind) {
    case "catalog":
      return forRole(planning, "admin", "imports it on the page Catalog");
    case "trait":
      return forRole(planning, await roleOfTrait(planning, diff), "saves it on the page Traits");
    case "list":
      return left("Its values stand in no file: someone makes or changes the list on the page Lists.");
    case "priority_set":
      if (outcome === "changed" && parts.includes("entity")) return left(OTHER_ENTITY);
      return { does: "at_once", because: null };
    case "destination":
      return destinationEffect(planning, diff);
    case "audience":
      if (outcome === "added") return { does: "draft", because: null };
      return { does: parts.every((part) => part === "name") ? "at_once" : "version", because: null };
    case "sync":
      if (outcome === "added") return { does: "draft", because: null };
      return { does: parts.some(isTerm) ? "version" : "at_once", because: null };
  }
}

/** Whether only an approval changes a part of a sync. */
export function isTerm(part: string): boolean {
  return TERMS.some((term) => term === part);
}

function destinationEffect(planning: Planning, { key, outcome, parts }: DefinitionDiff): Effect {
  if (outcome === "added") {
    return left("An admin connects the account on the page Destinations: its secrets stand in no file.");
  }
  if (parts.includes("kind"))
    return left("A destination keeps its kind: connect another one under another name.");
  const destination = planning.folder.destinations.find(({ name }) => name === key);
  if (!destination?.policy)
    return left("The file has no policy; one that is set is not taken back by a file.");
  return forRole(planning, "admin", "sets the policy on the destination's page");
}

/** The roles of `saveTrait`: SQL is the data team's, and what policies tell consent by an admin's. */
async function roleOfTrait(
  { folder, there, scope, known }: Planning,
  { key }: DefinitionDiff,
): Promise<Role> {
  const wanted = folder.traits.find(({ entity, name }) => `${entity}.${name}` === key);
  const before = there.traits.find(({ entity, name }) => `${entity}.${name}` === key);
  if (!wanted || !known.catalog) return "marketer";
  const { workspaceId } = scope.actor;
  const policies = await policiesNaming(scope.db, workspaceId, known.catalog, wanted.name);
  if (policies.length > 0) return "admin";
  return [wanted, before].some((trait) => trait?.definition.kind === "sql") ? "approver" : "marketer";
}

function forRole({ scope }: Planning, role: Role, how: string): Effect {
  if (hasRole(scope.actor.role, role)) return { does: "at_once", because: null };
  return left(`${role === "marketer" ? "A marketer" : `An ${role}`} ${how}.`);
}

const OTHER_ENTITY =
  "A priority set keeps its entity: give the file another name, which makes it another set.";

const left = (because: string): Effect => ({ does: "left", because });
