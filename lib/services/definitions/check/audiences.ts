import { resolveColumn, resolveEntity } from "@/lib/core/catalog/resolve";
import { HeldList } from "@/lib/core/list/held";
import { formatPath } from "@/lib/core/path";
import type { Audiences } from "@/lib/core/segment/audiences";
import { asSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import { checkSegment } from "@/lib/core/segment/validate";
import { didYouMean } from "@/lib/core/suggest";
import type { Folder } from "@/lib/definitions/folder/types";
import { personalProblems } from "../../audience/personal";
import type { Checking, Known } from "./known";

/** Audiences, with the lists and priority sets they may name. */
export function checkAudiences({ folder, known, catalog, report }: Checking): void {
  const book = bookOf(folder, known);
  for (const list of folder.lists) {
    const found = resolveColumn(catalog, list.entity, list.column);
    if ("problem" in found) report(list, found.problem, ["column"]);
  }
  for (const set of folder.prioritySets) {
    const entity = resolveEntity(catalog, set.entity);
    if ("problem" in entity) report(set, entity.problem, ["entity"]);
    for (const [at, { audience, version }] of set.audiences.entries()) {
      const found = book.find(audience, version);
      if ("problem" in found) report(set, found.problem, ["audiences", at]);
    }
  }
  for (const audience of folder.audiences) {
    const { slug, tree } = audience;
    const audiences = { ...book, self: slug };
    const problems = checkSegment(tree, catalog, audiences);
    for (const { at, ...problem } of problems) report(audience, problem, at);
    if (problems.length > 0) continue;
    const personal = personalProblems(personalLiterals(asSegment(tree, audiences), catalog));
    for (const problem of personal) report(audience, problem, ["where"]);
  }
}

/** What audiences may name: the folder's, then what is known besides. */
function bookOf({ audiences, lists, prioritySets, placeOf }: Folder, known: Known): Audiences {
  const slugs = [...audiences.map(({ slug }) => slug), ...known.named.map(({ slug }) => slug)];
  return {
    isVersioned: true,
    find: (slug, version) => {
      const mine = audiences.find((one) => one.slug === slug);
      if (!mine || (version !== undefined && known.audiences)) {
        return known.audiences?.find(slug, version) ?? noAudience(slug, slugs);
      }
      const { file, lineOf } = placeOf(mine);
      return { json: mine.tree, place: (at) => `${file}:${lineOf(at) ?? formatPath(at)}` };
    },
    ...(known.audiences?.exclusions && { exclusions: known.audiences.exclusions }),
    prioritySet: (slug) =>
      prioritySets.find((one) => one.slug === slug) ??
      known.audiences?.prioritySet?.(slug) ??
      noSet(
        slug,
        prioritySets.map((one) => one.slug),
      ),
    lists: {
      find: (slug) => {
        const list = lists.find((one) => one.slug === slug);
        // What it holds is nowhere in the folder, and nothing that is checked here asks for it.
        if (list) return new HeldList(slug, list.name, list.form, "", () => emptyOf(list.form));
        return (
          known.audiences?.lists?.find(slug) ??
          noList(
            slug,
            lists.map((one) => one.slug),
          )
        );
      },
    },
  };
}

const emptyOf = (form: HeldList["form"]) => ({ form, salt: "", hashes: [] });

function noAudience(slug: string, known: readonly string[]) {
  return {
    problem: {
      code: "UNKNOWN_AUDIENCE",
      message: `There is no audience \`${slug.slice(0, 100)}\`${didYouMean(slug, known)}`,
      fix: "Correct the name, or add its file to audiences/.",
    },
  };
}

function noSet(slug: string, known: readonly string[]) {
  return {
    problem: {
      code: "UNKNOWN_PRIORITY_SET",
      message: `There is no priority set \`${slug.slice(0, 100)}\`${didYouMean(slug, known)}`,
      fix: "Correct the name, or add its file to priority-sets/.",
    },
  };
}

function noList(slug: string, known: readonly string[]) {
  return {
    problem: {
      code: "UNKNOWN_LIST",
      message: `There is no list \`${slug.slice(0, 100)}\`${didYouMean(slug, known)}`,
      fix: "Correct the name, or make the list and export again.",
    },
  };
}
