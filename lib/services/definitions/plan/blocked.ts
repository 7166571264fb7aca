import { hasRole } from "@/lib/core/approval/may-decide";
import { unpinned } from "@/lib/core/audience/pin";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { isSame } from "@/lib/core/canonical";
import { isLooser } from "@/lib/core/cost/budget";
import type { Problem } from "@/lib/core/errors";
import type { DefinitionChangeView, DefinitionsPlanView } from "@/lib/core/views/definitions";
import type { Folder } from "@/lib/definitions/folder/types";
import { PLACES } from "@/lib/definitions/sync";
import { budgetOf } from "@/lib/definitions/sync-budget";
import { checkSource, folderOf } from "../../catalog/check-source";
import { slugOf } from "../../slug";
import { catalogSource } from "../apply/catalog-source";
import { checkFolder } from "../check";
import { inFile, type Planning } from "./planning";

type Said = Pick<Problem, "code" | "message" | "fix">;

/** What keeps the folder from being applied, all of it at once, so that nothing is done by halves. */
export async function blockedBy(
  planning: Planning,
  changes: readonly DefinitionChangeView[],
  asks: DefinitionsPlanView["asks"],
): Promise<Problem[]> {
  const single = changes.flatMap((change) => {
    const said = change.does === "nothing" || change.does === "left" ? null : whyNot(planning, change);
    return said ? [{ path: change.file ?? "", ...said }] : [];
  });
  return [
    ...single,
    ...asks.flatMap((ask) => openRequest(planning, changes, ask)),
    ...(await inWarehouse(planning, changes)),
    ...(await withoutLeft(planning, changes)),
  ];
}

function whyNot({ folder, there, scope }: Planning, change: DefinitionChangeView): Said | null {
  const { kind, key, name, parts } = change;
  if (kind === "audience") {
    const state = there.ids.audiences.get(key);
    const wanted = folder.audiences.find(({ slug }) => slug === key)?.tree;
    if (!state || !wanted) return null;
    if (state.entity !== wanted.entity) return OTHER_ENTITY;
    const last = there.saved.get(key)?.tree;
    return isBuilt(state.draft, last, wanted) ? draftInTheWay(state.name) : null;
  }
  if (kind === "priority_set") {
    const slug = slugOf(name, "set");
    return change.outcome === "added" && slug !== key ? otherFile(slug) : null;
  }
  if (kind !== "sync") return null;
  if (there.ids.syncs.filter((sync) => sync.name === key).length > 1) return notOne(name);
  const other = PLACES.filter((place) => parts.includes(place));
  const view = there.ids.syncs.find((sync) => sync.name === key);
  if (!view) return null;
  if (other.length > 0) return anotherSync(name, other);
  const { budget } = folder.syncs.find((sync) => sync.name === key) ?? {};
  const isMore = budget !== undefined && isLooser(view.budget, budgetOf(budget));
  return isMore && !hasRole(scope.actor.role, "admin") ? moreSpent(name) : null;
}

/** Whether someone builds something that is neither saved nor what the file says; the versions it names aside. */
function isBuilt(
  draft: AudienceDefinition,
  last: AudienceDefinition | undefined,
  wanted: AudienceDefinition,
): boolean {
  const plain = (tree: AudienceDefinition) => ({ ...unpinned(anyVersion(tree), () => 0) });
  const fine = [wanted, last ?? { version: 1, entity: draft.entity, where: { all: [] } }];
  return !fine.some((tree) => isSame(plain(tree as AudienceDefinition), plain(draft)));
}

/** With every reference at the same version, so that versions tell nothing apart. */
function anyVersion(tree: AudienceDefinition): AudienceDefinition {
  return JSON.parse(JSON.stringify(tree), (_, node: unknown) =>
    typeof node === "object" && node !== null && "audience" in node ? { ...node, version: 0 } : node,
  ) as AudienceDefinition;
}

/** A request keeps what it asked for: until it is decided, nothing else is asked for the same sync. */
function openRequest(
  { folder, there }: Planning,
  changes: readonly DefinitionChangeView[],
  { id, name }: DefinitionsPlanView["asks"][number],
): Problem[] {
  const view = there.ids.syncs.find((sync) => sync.id === id);
  const isVoided = changes.some(({ voids }) =>
    voids.some(({ sync, what }) => sync.id === id && what === "request"),
  );
  if (!view?.openRequest || isVoided) return [];
  const thing = folder.syncs.find((sync) => sync.name === name);
  return [
    {
      code: "REQUEST_OPEN",
      path: thing ? folder.placeOf(thing).file : "",
      message: `A request for ${name} is waiting already.`,
      fix: "Wait for its decision, or withdraw it, and apply again.",
    },
  ];
}

/** What importing the catalog would meet; only for whom it would be imported. */
async function inWarehouse(planning: Planning, changes: readonly DefinitionChangeView[]): Promise<Problem[]> {
  const change = changes.find(({ kind, does }) => kind === "catalog" && does === "at_once");
  const source = catalogSource(planning);
  if (!change || source === null) return [];
  const { problems } = await checkSource(source, await folderOf(planning.there.baseFolder), planning.scope);
  return problems.map((problem) => inFile({ ...problem, file: change.file ?? "" }));
}

/** What cannot be read before what is left to someone is done. */
async function withoutLeft(
  { folder, known, now }: Planning,
  changes: readonly DefinitionChangeView[],
): Promise<Problem[]> {
  const files = new Set(changes.filter(({ does }) => does === "left").map(({ file }) => file));
  if (files.size === 0) return [];
  const isKept = (thing: object) => !files.has(folder.placeOf(thing).file);
  const rest: Folder = {
    ...folder,
    catalog: folder.catalog && isKept(folder.catalog) ? folder.catalog : null,
    traits: folder.traits.filter(isKept),
    lists: folder.lists.filter(isKept),
    destinations: folder.destinations.filter(isKept),
    prioritySets: folder.prioritySets.filter(isKept),
  };
  const { problems } = await checkFolder(rest, now, known);
  return problems.map((problem) => ({
    ...inFile(problem),
    fix: "Have done first what this plan leaves to someone, then apply.",
  }));
}

const OTHER_ENTITY: Said = {
  code: "OTHER_ENTITY",
  message: "An audience keeps the entity it was made of.",
  fix: "Give the file another name, which makes it another audience.",
};

const draftInTheWay = (name: string): Said => ({
  code: "DRAFT_IN_THE_WAY",
  message: `Somebody is building “${name}”: it has changes that are not saved as a version.`,
  fix: "Save them as a version and export again, or restore the newest version, and apply again.",
});

const otherFile = (slug: string): Said => ({
  code: "BAD_NAME",
  message: `A priority set of this name is made as \`${slug}\`.`,
  fix: `Call the file ${slug}.yaml, and name the set so in audiences.`,
});

const notOne = (name: string): Said => ({
  code: "NOT_ONE",
  message: `Several syncs of the workspace are called “${name}”.`,
  fix: "Rename all but one of them there.",
});

const moreSpent = (name: string): Said => ({
  code: "FORBIDDEN",
  message: `The file lets ${name} spend more than it may; that takes the role admin.`,
  fix: "Have an admin set the budget on its page and export again, or take it out of the file.",
});

const anotherSync = (name: string, places: readonly string[]): Said => ({
  code: "ANOTHER_SYNC",
  message: `Another ${places.join(" and ")} than ${name} has makes it another sync.`,
  fix: "Give it a name of its own; end the one there is when the new one runs.",
});
