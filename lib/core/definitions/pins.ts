import { pinned } from "@/lib/core/audience/pin";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { isSame } from "@/lib/core/canonical";
import { namedAudiences } from "@/lib/core/segment/audiences";
import { inTurn } from "./in-turn";

/** The newest saved version of an audience. */
export type SavedTree = { version: number; tree: AudienceDefinition };

/** An audience as it would be saved. */
export type PinnedTree = { tree: AudienceDefinition; version: number };

/**
 * The audiences of files as they would be saved, each one they name without a version at the version it would then have: one that
 * rests on a changed one changes with it. What runs in a circle is not saved, and gets no further than that here.
 */
export function pinnedTogether(
  wanted: ReadonlyMap<string, AudienceDefinition>,
  there: ReadonlyMap<string, SavedTree>,
): Map<string, PinnedTree> {
  const done = new Map<string, PinnedTree>();
  const versionOf = (slug: string) => done.get(slug)?.version ?? there.get(slug)?.version;
  const names = new Map([...wanted].map(([slug, tree]) => [slug, namedAudiences(tree)]));
  for (const [slug, written] of inTurn([...wanted], ([one], [other]) => names.get(one)!.includes(other))) {
    const tree = pinned(written, { find: (named) => foundAt(versionOf(named)) });
    const last = there.get(slug);
    const version = last ? last.version + (isSame(tree, last.tree) ? 0 : 1) : 1;
    done.set(slug, { tree, version });
  }
  return done;
}

function foundAt(version: number | undefined) {
  if (version === undefined) return { problem: { code: "UNKNOWN_AUDIENCE", message: "" } };
  return { json: null, version, place: () => "" };
}
