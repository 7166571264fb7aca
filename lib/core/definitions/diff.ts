import { isSame } from "@/lib/core/canonical";
import { own } from "@/lib/core/own";
import { DEFINITION_KINDS, type Definition, type DefinitionDiff } from "./types";

/**
 * What would have to change for the workspace to say what the files say, in the order of kinds and keys. What only the workspace
 * has comes with it, to be named.
 */
export function diffDefinitions(
  wanted: readonly Definition[],
  there: readonly Definition[],
): DefinitionDiff[] {
  const known = new Map(there.map((one) => [idOf(one), one]));
  const named = new Set(wanted.map(idOf));
  const diffs = wanted.map((one) => diffOf(one, known.get(idOf(one))));
  const others = there.filter((one) => !named.has(idOf(one)));
  return [...diffs, ...others.map(onlyThere)].sort(inOrder);
}

function diffOf(wanted: Definition, there: Definition | undefined): DefinitionDiff {
  const { kind, key, name } = wanted;
  if (!there) return { kind, key, name, outcome: "added", parts: Object.keys(wanted.parts).sort() };
  const parts = differing(wanted.parts, there.parts);
  return { kind, key, name, outcome: parts.length > 0 ? "changed" : "unchanged", parts };
}

function onlyThere({ kind, key, name }: Definition): DefinitionDiff {
  return { kind, key, name, outcome: "only_there", parts: [] };
}

/** Names of parts that are not the same on both sides; one that is missing is the same as null. */
function differing(one: Definition["parts"], other: Definition["parts"]): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isSame(own(one, name) ?? null, own(other, name) ?? null)).sort();
}

function inOrder(a: DefinitionDiff, b: DefinitionDiff): number {
  const kinds = DEFINITION_KINDS.indexOf(a.kind) - DEFINITION_KINDS.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function idOf({ kind, key }: Pick<Definition, "kind" | "key">): string {
  return `${kind}:${key}`;
}
