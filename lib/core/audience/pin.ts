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

/** The definition without the versions that are the newest: written so, it follows them. */
export function unpinned(
  definition: AudienceDefinition,
  newestOf: (audience: string) => number | undefined,
): AudienceDefinition {
  return mapReferences(definition, ({ version, ...reference }) =>
    version === undefined || version === newestOf(reference.audience) ? reference : { ...reference, version },
  );
}

function pin(
  definition: AudienceDefinition,
  versionOf: (reference: AudienceReference) => number | undefined,
): AudienceDefinition {
  return mapReferences(definition, (reference) => {
    const version = versionOf(reference);
    return version === undefined ? reference : { ...reference, version };
  });
}

function mapReferences(
  definition: AudienceDefinition,
  map: (reference: AudienceReference) => AudienceReference,
): AudienceDefinition {
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== "object" || node === null) return node;
    if ("audience" in node && typeof node.audience === "string") {
      return map(node as AudienceReference);
    }
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child)]));
  };
  // The cast is safe: nothing but versions comes and goes.
  return walk(definition) as AudienceDefinition;
}
