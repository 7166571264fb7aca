import type { AudienceReference, PrioritySet } from "@/lib/core/audience/types";
import type { Problem } from "@/lib/core/errors";
import type { Lists } from "@/lib/core/list/held";
import type { PathParts } from "@/lib/core/path";

type Refusal = { problem: Omit<Problem, "path" | "line"> };

/** What is found under the name of an audience: its definition as plain JSON, or why there is none. */
export type FoundAudience =
  | {
      json: unknown;
      /** The version that was found, where audiences have versions. */
      version?: number;
      /** Where a part of the definition stands, as its author finds it: `vip.yaml:5`. */
      place(at: PathParts): string;
    }
  | Refusal;

/** The audiences, and lists, a definition may name. Whoever reads definitions finds them beforehand, so that core need not read. */
export type Audiences = {
  /** What the definition itself is called by others, where it has a name. */
  self?: string;
  /** Whether a version may be named; files have none. */
  isVersioned?: boolean;
  find(slug: string, version?: number): FoundAudience;
  /** Whom no audience of the entity ever has. */
  exclusions?(entity: string): readonly AudienceReference[];
  prioritySet?(slug: string): PrioritySet | Refusal;
  /** The lists it may name as well; left out: none. */
  lists?: Lists;
};

/** Deeper than any tree that parses; what lies below is refused anyway. */
const MAX_LEVELS = 500;

/** The audiences a definition names, each once, before anything about it is known to be right. */
export function namedReferences(json: unknown): AudienceReference[] {
  const found = new Map<string, AudienceReference>();
  const seen = new Set<object>();
  const look = (node: unknown, level: number) => {
    if (typeof node !== "object" || node === null || seen.has(node) || level > MAX_LEVELS) return;
    seen.add(node);
    if ("audience" in node && typeof node.audience === "string") {
      const version = "version" in node && typeof node.version === "number" ? node.version : undefined;
      const reference = { audience: node.audience, ...(version === undefined ? {} : { version }) };
      found.set(JSON.stringify(reference), reference);
    }
    for (const child of Object.values(node)) look(child, level + 1);
  };
  look(json, 0);
  return [...found.values()];
}

/** Their names alone. */
export function namedAudiences(json: unknown): string[] {
  return [...new Set(namedReferences(json).map(({ audience }) => audience))];
}
