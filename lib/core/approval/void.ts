import { isSame } from "@/lib/core/canonical";
import { loosened } from "@/lib/core/guards/compare";
import { widened } from "@/lib/core/policy/compare";
import { changeSetHash } from "./hash";
import type { Bound, BoundEntity } from "./types";

/** What was approved, or asked for, and the hash that was shown. */
export type Sealed = { bound: Bound; hash: string };

export type Validity = { isVoid: false } | { isVoid: true; reason: string };

/** Each part of what is bound, and the sentence when it changed. */
const PARTS: {
  [K in Exclude<keyof Bound, "version" | "policy" | "policyCatalog" | "lists" | "guards">]: string;
} = {
  tree: "The audience's conditions changed since they were approved.",
  split: "Another share of the audience would go there than was approved.",
  exclusions: "Whom the workspace excludes from every audience changed.",
  priority: "Which audiences come before this one in its priority set changed.",
  audiences: "An audience this one rests on changed.",
  warehouse: "The workspace now reads another warehouse.",
  baseFolder: "The warehouse's files are now read from another folder.",
  catalog: "The catalog changed a table, column or relation this audience reads.",
  zone: "The workspace's time zone changed, and with it the meaning of days and months.",
  normalisers: "The way identifiers are normalised before hashing changed.",
  mapping: "The mapping of fields changed since it was approved.",
  record: "How records are written, field by field, changed since it was approved.",
  mode: "The mode of the sync changed since it was approved.",
  use: "The use of the sync changed since it was approved.",
  destination: "The destination's account, address or object changed since it was approved.",
};

/** Whether what is stored of an approval is what was hashed. */
export function isSealed(bound: Bound, hash: string): boolean {
  return changeSetHash(bound) === hash;
}

/**
 * Whether an approval still holds for what would be read and sent now. A stricter policy applies without voiding;
 * one that lets more leave voids, as does any other change.
 */
export function isVoid({ bound, hash }: Sealed, current: Bound): Validity {
  if (!isSealed(bound, hash))
    return { isVoid: true, reason: "What is stored of it does not match its seal." };
  const changed = changedTrait(bound.catalog, current.catalog) ?? changedList(bound, current);
  if (changed !== null) return { isVoid: true, reason: `${changed} changed since it was approved.` };
  for (const [part, reason] of Object.entries(PARTS) as [keyof typeof PARTS, string][]) {
    if (!isSame(bound[part], current[part])) return { isVoid: true, reason };
  }
  const barred = Object.entries(current.policy.deciding ?? {}).find(([, may]) => !may);
  if (barred) {
    return {
      isVoid: true,
      reason: `The policy does not let ${tagWords(barred[0])} decide who is in an audience going there.`,
    };
  }
  const wider = widened(bound.policy, current.policy);
  if (wider !== null) return { isVoid: true, reason: `The policy now ${wider}.` };
  const looser = loosened(bound.guards ?? {}, current.guards ?? {}, current.use);
  if (looser !== null) return { isVoid: true, reason: `The guard “${looser}” now lets more pass.` };
  if (!readsTheSame(bound, current)) {
    return { isVoid: true, reason: "The catalog changed what consent or suppression is read from." };
  }
  return { isVoid: false };
}

/** Traits and lists are shared and have names: of those that changed, the first is named. */
function changedTrait(bound: Bound["catalog"], current: Bound["catalog"]): string | null {
  for (const [entity, { traits }] of Object.entries(bound)) {
    const after = current[entity]?.traits ?? {};
    const name = Object.entries(traits ?? {}).find(
      ([name, trait]) => !isSame(trait, after[name] ?? null),
    )?.[0];
    if (name !== undefined) return `The trait ${name} of ${entity}`;
  }
  return null;
}

function changedList(bound: Bound, current: Bound): string | null {
  const name = Object.entries(bound.lists ?? {}).find(([name, hash]) => current.lists?.[name] !== hash)?.[0];
  return name === undefined ? null : `The list ${name}`;
}

function tagWords(tag: string): string {
  return tag.replaceAll("_", " ");
}

function readsTheSame(bound: Bound, current: Bound): boolean {
  if (isSame(bound.policy, current.policy)) return isSame(bound.policyCatalog, current.policyCatalog);
  return agreesWhereBothRead(bound.policyCatalog, current.policyCatalog);
}

/** A stricter policy may read more or less than before; what both read must be the same. */
function agreesWhereBothRead(bound: Bound["policyCatalog"], current: Bound["policyCatalog"]): boolean {
  return Object.entries(bound).every(([name, before]) => {
    const after = current[name];
    return !after || isSame(before, overlay(before, after));
  });
}

function overlay(before: BoundEntity, after: BoundEntity): BoundEntity {
  return {
    ...after,
    columns: mapShared(before.columns, after.columns),
    relations: mapShared(before.relations, after.relations),
    ...(before.traits && { traits: mapShared(before.traits, after.traits ?? {}) }),
  };
}

/** The members of `before`, as `after` has them where it has them. */
function mapShared<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(before).map(([name, value]) => [name, after[name] ?? value]));
}
