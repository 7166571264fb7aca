import type { PathParts } from "@/lib/core/path";
import { type Node, objectAt, oneOf, refuseUnknownKeys, report, type Walk } from "./walk";

const CUTS = ["top", "percent", "percentile"] as const;

export function checkRank(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const path = [...at, "rank"];
  const rank = objectAt(walk, node.rank, "rank", path);
  if (!rank) return;
  refuseUnknownKeys(walk, rank, ["by", "order", ...CUTS, "among"], "rank", path);
  walk.value(rank.by, entity, [...path, "by"]);
  oneOf(walk, rank.order, ["asc", "desc"], "order", [...path, "order"]);
  checkCut(walk, rank, path);
  if (rank.among !== undefined) walk.condition(rank.among, entity, [...path, "among"]);
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
      cut === "top" ? "`top` is a whole number from 1." : `\`${cut}\` is a number above 0 and up to 100.`,
    fix: "Correct the number.",
  });
}

function isShare(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value <= 100;
}
