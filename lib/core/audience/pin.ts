import type { Audiences } from "@/lib/core/segment/audiences";
import type { AudienceDefinition, AudienceReference } from "./types";

/**
 * The definition with the version of every audience it names written down, so that it means the same from then on. Only for
 * a definition that was checked with these audiences.
 */
export function pinned(definition: AudienceDefinition, audiences: Audiences): AudienceDefinition {
  return pin(definition, (reference) => {
    if (reference.version !== undefined) return reference.version;
    const found = audiences.find(reference.audience);
    return "problem" in found ? undefined : found.version;
  });
}

/** The definition with every reference to the audience at this version: what "use the newest" does. */
export function movedUp(
  definition: AudienceDefinition,
  audience: string,
  version: number,
): AudienceDefinition {
  return pin(definition, (reference) => (reference.audience === audience ? version : reference.version));
}

function pin(
  definition: AudienceDefinition,
  versionOf: (reference: AudienceReference) => number | undefined,
): AudienceDefinition {
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== "object" || node === null) return node;
    if ("audience" in node && typeof node.audience === "string") {
      const version = versionOf(node as AudienceReference);
      return version === undefined ? node : { ...node, version };
    }
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child)]));
  };
  // The cast is safe: nothing but versions is added.
  return walk(definition) as AudienceDefinition;
}
