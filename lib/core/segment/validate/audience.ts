import { isExempt } from "@/lib/core/audience/resolve";
import type { AudienceReference } from "@/lib/core/audience/types";
import type { LocatedProblem, PathParts } from "@/lib/core/path";
import type { FoundAudience } from "../audiences";
import { depthOf, MAX_NODES, type Named, type Node, nameAt, report, type Walk, type Within } from "./walk";

/** A reference to another audience: a condition, or one of those that are excluded. */
export function checkAudience(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const slug = nameAt(walk, node.audience, "audience", [...at, "audience"]);
  const version = checkVersion(walk, node.version, at);
  if (slug === null || version === null) return;
  if (walk.named === null) report(walk, at, NOT_HERE);
  else checkReference(walk, walk.named, { audience: slug, version }, entity, at);
}

/** Reports what is wrong with the audience that is meant, where it is referred to: `within` a priority set, or by its name. */
export function checkReference(
  walk: Walk,
  named: Named,
  reference: AudienceReference,
  entity: string,
  at: PathParts,
  within?: Within,
): void {
  const problem = problemOf(walk, { ...named, within }, reference, entity, at);
  if (problem) report(walk, at, problem);
}

const NOT_HERE: Said = {
  code: "AUDIENCE_HERE",
  message: "Other audiences cannot be named here.",
  fix: "Write its conditions out.",
};

/** Undefined: the newest one. Null: there is a problem, which is then reported. */
function checkVersion(walk: Walk, version: unknown, at: PathParts): number | undefined | null {
  if (version === undefined) return undefined;
  if (!Number.isSafeInteger(version) || Number(version) < 1) {
    report(walk, [...at, "version"], {
      code: "WRONG_SHAPE",
      message: "The version of an audience is a whole number from 1.",
      fix: "Leave it out to use the newest.",
    });
    return null;
  }
  if (walk.named === null || walk.named.audiences.isVersioned) return Number(version);
  report(walk, [...at, "version"], {
    code: "AUDIENCE_VERSION",
    message: "An audience in a file has no versions to choose from.",
    fix: "Remove `version`.",
  });
  return null;
}

type Said = Omit<LocatedProblem, "at">;

function problemOf(
  walk: Walk,
  { audiences, chain, told, isExempt: wasExempt, within }: Named,
  { audience: slug, version }: AudienceReference,
  entity: string,
  at: PathParts,
): Said | null {
  if (chain.includes(slug)) return circle([...chain.slice(chain.indexOf(slug)), slug]);
  const found = audiences.find(slug, version);
  if ("problem" in found) return found.problem;
  const wayThere = [...chain, slug];
  const isFree = wasExempt || isExempt(audiences, entity, slug);
  const inner = walk.begin({ audiences, chain: wayThere, told, isExempt: isFree, within });
  inner.nodes = walk.nodes;
  inner.depth = walk.depth + depthOf(at) + 1;
  inner.segment(found.json);
  walk.nodes = inner.nodes;
  if (inner.problems.length > 0) return broken(wayThere, found, inner.problems, told);
  // Too large altogether, which is said where it became so; nothing after was looked at.
  if (walk.nodes > MAX_NODES) return null;
  const about = (found.json as { entity: string }).entity;
  if (about === entity) return null;
  return {
    code: "AUDIENCE_ENTITY",
    message: `The audience \`${slug}\` is one of ${about}, and this condition is about ${entity}.`,
    fix: `Name an audience of ${entity}, or ask about ${about} through a relation.`,
  };
}

function circle(chain: readonly string[]): Said {
  return {
    code: "AUDIENCE_CIRCLE",
    message:
      chain.length === 2
        ? `The audience \`${chain[0]}\` names itself.`
        : `Audiences name each other in a circle: ${way(chain)}.`,
    fix: "Write one of the conditions out where the circle should end.",
  };
}

/** Said where the reference stands, with the whole way to the place to mend. */
function broken(
  chain: readonly string[],
  found: Extract<FoundAudience, { json: unknown }>,
  [first, ...others]: readonly LocatedProblem[],
  told: Set<string>,
): Said {
  const { at, message, fix, code } = first!;
  // Of an audience further on, and said with the way to it there.
  if (told.has(message)) return { code, message, fix };
  const place = found.place(at);
  const more =
    others.length === 0 ? "" : ` (and ${others.length} more ${others.length === 1 ? "problem" : "problems"})`;
  const said = `In the audience ${way(chain)} (${place}): ${message}${more}`;
  told.add(said);
  return { code, message: said, fix };
}

/** Of a long way, its two ends. */
function way(chain: readonly string[]): string {
  const names = chain.map((slug) => `\`${slug}\``);
  if (names.length > MAX_WAY) names.splice(3, names.length - MAX_WAY, "…");
  return names.join(" → ");
}

const MAX_WAY = 8;
