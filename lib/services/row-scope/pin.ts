import type { AudienceDefinition } from "@/lib/core/audience/types";
import { OutsideRowScope } from "@/lib/core/errors";
import { isDefinitionInside } from "@/lib/core/row-scope/inside";
import type { Actor } from "../actor";
import { beyond } from "./inside";

type Writer = Pick<Actor, "rowScope">;

/** What an audience someone makes of an entity is pinned to; nothing for whoever sees every row. */
export function pinnedScope({ rowScope }: Writer, entity: { name: string; label: string }) {
  if (!rowScope) return {};
  if (rowScope.entity === entity.name) return { scope: rowScope.where };
  throw new OutsideRowScope(
    `You see only some rows of \`${rowScope.entity}\`, and ${entity.label} cannot be kept to them.`,
    `Make an audience of \`${rowScope.entity}\`, or ask an admin to change your row scope.`,
  );
}

/**
 * The definition as someone with a row scope may write it: with the scope it was pinned to before, unless they write a narrower
 * one. Whoever sees every row writes what they write, and a scope they take out is a change like any other.
 */
export function keepPinned<T extends { entity: string; scope?: unknown }>(
  { rowScope }: Writer,
  name: string,
  tree: T,
  before: AudienceDefinition,
): T {
  if (!rowScope) return tree;
  const kept = tree.scope === undefined ? { ...tree, scope: before.scope } : tree;
  if (!isDefinitionInside(kept, rowScope)) throw beyond(name);
  return kept;
}
