import { valueAt } from "@/lib/core/segment/edit/at";
import type { GroupKind } from "@/lib/core/segment/edit/group";
import { listOf, parsePath } from "@/lib/core/segment/edit/path";
import { GROUP_WORDS } from "./conditions/condition-words";

/** "2 of 5 in all of": where a row stands, for people who hear it. */
export function placeWords(tree: object, path: string): string {
  const place = listOf(path);
  if (!place) return "";
  const siblings = valueAt(tree, place.list);
  return spot(place.list, place.index, Array.isArray(siblings) ? siblings.length : 0);
}

/** The same of a gap a row would land in, which then is one more. */
export function gapWords(tree: object, list: string, index: number): string {
  const siblings = valueAt(tree, list);
  return spot(list, index, (Array.isArray(siblings) ? siblings.length : 0) + 1);
}

function spot(list: string, index: number, length: number): string {
  return `${index + 1} of ${length} in ${GROUP_WORDS[kindOf(list)]}`;
}

function kindOf(list: string): GroupKind {
  const [before, last] = parsePath(list).slice(-2);
  if (before === "not") return last === "any" ? "none" : "not_all";
  return last === "any" ? "any" : "all";
}
