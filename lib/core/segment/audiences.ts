import type { Problem } from "@/lib/core/errors";
import type { PathParts } from "@/lib/core/path";
import type { Segment } from "./types";

/** What is found under the name of an audience: its definition as plain JSON, or why there is none. */
export type FoundAudience =
  | {
      json: unknown;
      /** Where a part of the definition stands, as its author finds it: `vip.yaml:5`. */
      place(at: PathParts): string;
    }
  | { problem: Omit<Problem, "path" | "line"> };

/** The audiences a segment may name. Whoever reads definitions finds them beforehand, so that core need not read. */
export type Audiences = { find(slug: string): FoundAudience };

/** Deeper than any tree that parses; what lies below is refused anyway. */
const MAX_LEVELS = 500;

/** The audiences a tree names, each once, before anything about the tree is known to be right. */
export function namedAudiences(json: unknown): string[] {
  const slugs = new Set<string>();
  const seen = new Set<object>();
  const look = (node: unknown, level: number) => {
    if (typeof node !== "object" || node === null || seen.has(node) || level > MAX_LEVELS) return;
    seen.add(node);
    if ("audience" in node && typeof node.audience === "string") slugs.add(node.audience);
    for (const child of Object.values(node)) look(child, level + 1);
  };
  look(json, 0);
  return [...slugs];
}

/**
 * The segment with the condition of every audience it names put beside the name, through all that these name in turn:
 * from here on the tree says all it means, and every reader asks it at the same instant. Only for a tree that was
 * checked with these audiences, which has ruled out circles.
 */
export function withAudiences(segment: Segment, audiences: Audiences): Segment {
  return resolve(segment, audiences) as Segment;
}

/** In a tree that was checked, only a condition has the key `audience`. */
function resolve(node: unknown, audiences: Audiences): unknown {
  if (Array.isArray(node)) return node.map((child) => resolve(child, audiences));
  if (typeof node !== "object" || node === null) return node;
  if ("audience" in node) return { ...node, where: conditionOf(String(node.audience), audiences) };
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, resolve(child, audiences)]));
}

function conditionOf(slug: string, audiences: Audiences): unknown {
  const found = audiences.find(slug);
  if ("problem" in found) throw new TypeError("a tree was resolved without being checked");
  return resolve((found.json as Segment).where, audiences);
}
