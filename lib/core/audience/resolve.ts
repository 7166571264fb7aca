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
 * all that these name in turn; then whom it excludes, its place in a priority set, its limit, and the `split` that is asked
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
export function isTreated({ exclude = [], priority, limit, splits }: AudienceDefinition): boolean {
  return exclude.length > 0 || Boolean(priority ?? limit ?? splits);
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

/** Everything up to the limit; where it is `listedIn` a priority set, without what whoever reads the set does itself. */
function membership(
  definition: AudienceDefinition,
  slug: string | undefined,
  here: Resolving,
  listedIn?: string,
): Condition {
  const { entity, exclude = [] } = definition;
  const own = resolve(definition.where, here) as Condition;
  const workspace =
    here.isExempt || listedIn !== undefined ? [] : (here.audiences.exclusions?.(entity) ?? []);
  const isSameSet = listedIn !== undefined && definition.priority?.set === listedIn;
  const earlier = isSameSet ? [] : earlierInSet(here.audiences, definition, slug);
  const without = [
    ...exclude.map((reference) => conditionOf(reference, here)),
    ...workspace.map((reference) => conditionOf(reference, { ...here, isExempt: true })),
    ...earlier.map((reference) => conditionOf(reference, here, definition.priority?.set)),
  ];
  if (without.length === 0) return own;
  return { all: [own, ...without.map((not): Condition => ({ not }))] };
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
 * list and does not become a tree.
 */
function conditionOf(reference: AudienceReference, given: Resolving, within?: string): AudienceCondition {
  const definition = definitionOf(reference, given.audiences);
  const here = {
    ...given,
    isExempt: given.isExempt || isExempt(given.audiences, definition.entity, reference.audience),
  };
  const listedIn = definition.limit ? undefined : within;
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
