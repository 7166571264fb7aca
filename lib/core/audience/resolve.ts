import { InvalidInput } from "@/lib/core/errors";
import type { Audiences } from "@/lib/core/segment/audiences";
import type { AudienceCondition, Condition, Segment } from "@/lib/core/segment/types";
import { shareCut } from "./splits";
import type { AudienceDefinition, AudienceReference } from "./types";

type Resolving = {
  audiences: Audiences;
  /** Whom the workspace excludes is read without the workspace's exclusions. */
  isExempt: boolean;
  /** The same audience meant the same way is one object, however often it is named. */
  known: Map<string, AudienceCondition>;
  /** Being put together on the way here: meeting one of them again would never end. */
  open: ReadonlySet<string>;
};

/**
 * The definition as one condition that says all it means: what every audience it names means put beside its name, through
 * all that these name in turn; then the row scope pinned to it, whom it excludes, its place in a priority set, its limit, and the `split` that is asked
 * for. From here on every reader asks it at the same instant. For a definition that was checked with these audiences; one
 * that leads nowhere or in a circle by now is refused.
 */
export function withAudiences(definition: AudienceDefinition, audiences: Audiences, split?: string): Segment {
  const { version, entity, splits, limit } = definition;
  const here = {
    audiences,
    isExempt: isExempt(audiences, entity, audiences.self),
    known: new Map(),
    open: new Set<string>(),
  };
  const where = membership(definition, audiences.self, here);
  const share = split === undefined || !splits ? undefined : shareCut(splits, split);
  if (!limit && !share) return { version, entity, where };
  const name = audiences.self ?? "this audience";
  return {
    version,
    entity,
    where: { audience: name, where, ...cuts(limit, here), ...(share ? { share } : {}) },
  };
}

/** Whether anything is done with whoever meets the conditions; a workspace may exclude somebody all the same. */
export function isTreated({ scope, exclude = [], priority, limit, splits }: AudienceDefinition): boolean {
  return exclude.length > 0 || Boolean(scope ?? priority ?? limit ?? splits);
}

/** What the conditions alone mean: whom they keep before anybody is excluded, limited or split. */
export function conditionsOnly(definition: AudienceDefinition, audiences: Audiences): Segment {
  const { version, entity, where } = definition;
  const exempt = isExempt(audiences, entity, audiences.self);
  const here = { audiences, isExempt: exempt, known: new Map(), open: new Set<string>() };
  return { version, entity, where: resolve(where, here) as Condition };
}

/** Whether an audience is read without the workspace's exclusions, being one of them. */
export function isExempt(audiences: Audiences, entity: string, slug: string | undefined): boolean {
  return audiences.exclusions?.(entity).some(({ audience }) => audience === slug) ?? false;
}

/** The audiences that come before one in a priority set. One that was never saved has nobody yet. */
export function earlierInSet(
  audiences: Audiences,
  definition: Pick<AudienceDefinition, "priority">,
  slug: string | undefined,
): readonly AudienceReference[] {
  const set = definition.priority && audiences.prioritySet?.(definition.priority.set);
  if (!set || "problem" in set) return [];
  const place = set.audiences.findIndex(({ audience }) => audience === slug);
  const earlier = place < 0 ? set.audiences : set.audiences.slice(0, place);
  return audiences.isVersioned ? earlier.filter(({ version }) => version !== undefined) : earlier;
}

/** Everything up to the limit; where it is `listedIn` a priority set, without what whoever reads the set sees to. */
function membership(
  definition: AudienceDefinition,
  slug: string | undefined,
  here: Resolving,
  listedIn?: string,
): Condition {
  const { entity, scope, exclude = [], limit } = definition;
  const conditions = resolve(definition.where, here) as Condition;
  const own: Condition = scope ? { all: [scope, conditions] } : conditions;
  const workspace =
    here.isExempt || (listedIn !== undefined && !limit) ? [] : (here.audiences.exclusions?.(entity) ?? []);
  const isSameSet = listedIn !== undefined && definition.priority?.set === listedIn;
  const earlier = isSameSet ? [] : earlierInSet(here.audiences, definition, slug);
  const without = [
    ...exclude.map((reference) => conditionOf(reference, here)),
    ...workspace.map((reference) => conditionOf(reference, { ...here, isExempt: true })),
    ...(definition.priority ? servedBefore(earlier, definition.priority.set, here) : []),
  ];
  if (without.length === 0) return own;
  return { all: [own, ...without.map((not): Condition => ({ not }))] };
}

/**
 * Those whom earlier audiences of the set have: each of these for itself, or, where a limit depends on who was served before
 * it, all of them in their turns, which says every one of them once.
 */
function servedBefore(
  earlier: readonly AudienceReference[],
  set: string,
  here: Resolving,
): AudienceCondition[] {
  // The first has nobody before it.
  if (!earlier.slice(1).some((reference) => waits(reference, set, here))) {
    return earlier.map((reference) => conditionOf(reference, here, set));
  }
  const turns = earlier.map((reference): AudienceCondition => {
    if (waits(reference, set, here)) return conditionOf(reference, here, set, true);
    const condition = conditionOf(reference, here, set);
    return condition.limit ? { ...reference, where: condition } : condition;
  });
  return [{ audience: set, turns }];
}

/** Whether whom it keeps depends on who was served before it, in the very order of the set; read as the set is, exempt or not. */
function waits(
  reference: AudienceReference,
  set: string,
  { audiences, isExempt: isFree }: Resolving,
): boolean {
  const { limit, priority, entity } = definitionOf(reference, audiences);
  if (!limit || priority?.set !== set) return false;
  return isFree || !isExempt(audiences, entity, reference.audience);
}

/** In a definition that was checked, only a reference has the key `audience`. */
function resolve(node: unknown, here: Resolving): unknown {
  if (Array.isArray(node)) return node.map((child) => resolve(child, here));
  if (typeof node !== "object" || node === null) return node;
  if ("audience" in node) return conditionOf(node as AudienceReference, here);
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, resolve(child, here)]));
}

/**
 * The reference with all that its audience means. `within` a priority set, an earlier audience without a limit need not
 * itself exclude those before it nor whom the workspace excludes, as whoever asks excludes them too; so a long set stays a
 * list and does not become a tree. Nor need one `inTurn` exclude those before it.
 */
function conditionOf(
  reference: AudienceReference,
  given: Resolving,
  within?: string,
  inTurn = false,
): AudienceCondition {
  const definition = definitionOf(reference, given.audiences);
  const here = {
    ...given,
    isExempt: given.isExempt || isExempt(given.audiences, definition.entity, reference.audience),
  };
  const listedIn = definition.limit && !inTurn ? undefined : within;
  const { audience, version = null } = reference;
  const meaning = JSON.stringify([audience, version, here.isExempt, listedIn ?? null]);
  const before = given.known.get(meaning);
  if (before) return before;
  if (given.open.has(meaning)) throw circle(reference.audience);
  here.open = new Set([...given.open, meaning]);
  const condition: AudienceCondition = {
    ...reference,
    where: membership(definition, reference.audience, here, listedIn),
    ...cuts(definition.limit, here),
  };
  given.known.set(meaning, condition);
  return condition;
}

function cuts(limit: AudienceDefinition["limit"], here: Resolving): Pick<AudienceCondition, "limit"> {
  return limit ? { limit: resolve(limit, here) as AudienceCondition["limit"] } : {};
}

function definitionOf({ audience, version }: AudienceReference, audiences: Audiences): AudienceDefinition {
  const found = audiences.find(audience, version);
  if ("problem" in found) throw new InvalidInput(found.problem);
  return found.json as AudienceDefinition;
}

function circle(slug: string): InvalidInput {
  return new InvalidInput({
    code: "AUDIENCE_CIRCLE",
    message: `The audience \`${slug}\` leads back to itself.`,
    fix: "Take it out of one of the audiences, exclusions or priority sets on the way.",
  });
}
