import { resolveEntity } from "@/lib/core/catalog/resolve";
import type { PathParts } from "@/lib/core/path";
import { type Node, objectAt, oneOf, refuseUnknownKeys, report, type Walk } from "./walk";

const CUTS = ["top", "percent", "percentile"] as const;

export function checkRank(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const path = [...at, "rank"];
  const rank = objectAt(walk, node.rank, "rank", path);
  if (!rank) return;
  refuseUnknownKeys(walk, rank, ["by", "order", ...CUTS, "among"], "rank", path);
  checkBy(walk, rank.by, entity, path);
  checkKey(walk, entity, path);
  oneOf(walk, rank.order, ["asc", "desc"], "order", [...path, "order"]);
  checkCut(walk, rank, path);
  if (rank.among !== undefined) walk.condition(rank.among, entity, [...path, "among"]);
}

/** A value rows can be put in order by. */
export function checkBy(walk: Walk, by: unknown, entity: string, path: PathParts): void {
  const at = [...path, "by"];
  const type = walk.value(by, entity, at);
  if (type?.kind !== "boolean") return;
  report(walk, at, {
    code: "NOT_ORDERED",
    message: "Yes-or-no values have no highest or lowest.",
    fix: "Rank by a number, a date or a text, or test the value.",
  });
}

/** Ties go to the lower key, and a rank names its rows by it. */
function checkKey(walk: Walk, entity: string, path: PathParts): void {
  const found = resolveEntity(walk.catalog, entity);
  if ("problem" in found || found.key.length > 0) return;
  report(walk, path, {
    code: "NO_KEY",
    message: `${found.label} have no key, so their rows cannot be ranked.`,
    fix: `Ask the data team to name the key of ${found.name} in the catalog.`,
  });
}

function checkCut(walk: Walk, rank: Node, path: PathParts): void {
  const cuts = CUTS.filter((cut) => rank[cut] !== undefined);
  const cut = cuts[0];
  if (cuts.length !== 1 || cut === undefined) {
    report(walk, path, {
      code: cuts.length === 0 ? "INCOMPLETE" : "TWO_KINDS",
      message:
        cuts.length === 0
          ? "It is not said how many to keep."
          : "A rank keeps a number, a percentage or a percentile, one of them.",
      fix: "Use one of `top`, `percent`, `percentile`.",
    });
    return;
  }
  const value = rank[cut];
  const fits = cut === "top" ? Number.isSafeInteger(value) && Number(value) > 0 : isShare(value);
  if (fits) return;
  report(walk, [...path, cut], {
    code: "WRONG_NUMBER",
    message:
      cut === "top"
        ? "`top` is a whole number from 1."
        : `\`${cut}\` is a number above 0 and up to 100, with up to six decimal places.`,
    fix: "Correct the number.",
  });
}

function isShare(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value <= 100 && value === Number(value.toFixed(6));
}
