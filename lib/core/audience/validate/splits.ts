import { percentLeft } from "@/lib/core/audience/splits";
import type { Share } from "@/lib/core/audience/types";
import type { PathParts } from "@/lib/core/path";
import {
  incomplete,
  isClean,
  listAt,
  type Node,
  objectAt,
  refuseUnknownKeys,
  report,
  type Walk,
} from "@/lib/core/segment/validate/walk";
import { columnAt } from "./limit";
import { checkSalt } from "./salt";

const AT: PathParts = ["splits"];
const MOST_SHARES = 100;
const LONGEST_NAME = 60;

export function checkSplits(walk: Walk, given: unknown, entity: string): void {
  const splits = objectAt(walk, given, "split", AT);
  if (!splits) return;
  refuseUnknownKeys(walk, splits, ["salt", "unit", "shares"], "split", AT);
  checkSalt(walk, splits.salt, [...AT, "salt"]);
  if (splits.unit !== undefined) checkUnit(walk, splits.unit, entity);
  checkShares(walk, splits.shares);
}

/** Printed the same in every warehouse, as keys are. */
function checkUnit(walk: Walk, given: unknown, entity: string): void {
  const at = [...AT, "unit"];
  const unit = objectAt(walk, given, "reference", at);
  if (!unit) return;
  refuseUnknownKeys(walk, unit, ["column"], "reference", at);
  const found = columnAt(walk, unit.column, entity, [...at, "column"]);
  if (!found || found.column.type.kind === "text" || found.column.type.kind === "integer") return;
  report(walk, [...at, "column"], {
    code: "SPLIT_UNIT",
    message: `${found.column.label} cannot hold people together: it is no text and no whole number.`,
    fix: "Choose a column of texts or whole numbers, or leave the unit out.",
  });
}

function checkShares(walk: Walk, given: unknown): void {
  const at = [...AT, "shares"];
  const shares = listAt(walk, given, "shares", at);
  if (!shares) return;
  const isWhole = isClean(walk, () => {
    for (const [index, share] of shares.entries()) checkShare(walk, share, [...at, index]);
  });
  if (shares.length > MOST_SHARES) {
    report(walk, at, {
      code: "TOO_LARGE",
      message: `There are more than ${MOST_SHARES} shares.`,
      fix: "Use fewer of them.",
    });
  }
  if (isWhole) checkTotal(walk, shares as Share[], at);
}

function checkShare(walk: Walk, given: unknown, at: PathParts): void {
  const share = objectAt(walk, given, "share", at);
  if (!share) return;
  refuseUnknownKeys(walk, share, ["name", "percent"], "share", at);
  if (share.name !== undefined) checkName(walk, share, at);
  const { percent } = share;
  if (percent === undefined || percent === null) {
    report(walk, [...at, "percent"], incomplete("This share has no size yet.", "Write its percentage."));
  } else if (!isPercent(percent)) {
    report(walk, [...at, "percent"], {
      code: "WRONG_NUMBER",
      message: "A share is a number above 0 and up to 100, with up to six decimal places.",
      fix: "Correct the number.",
    });
  }
}

function checkName(walk: Walk, { name }: Node, at: PathParts): void {
  const path = [...at, "name"];
  if (name === "" || name === null) {
    report(walk, path, incomplete("This share has no name yet.", "Name it, like treatment or holdout."));
  } else if (typeof name !== "string" || name.length > LONGEST_NAME || name !== name.trim()) {
    report(walk, path, {
      code: "WRONG_SHAPE",
      message: `The name of a share is a text of at most ${LONGEST_NAME} characters, without spaces around it.`,
      fix: "Write a shorter name.",
    });
  }
}

function checkTotal(walk: Walk, shares: readonly Share[], at: PathParts): void {
  if (!shares.some(({ name }) => name !== undefined)) {
    report(walk, at, incomplete("There is no share yet.", "Add one with a name and a percentage."));
  } else if (percentLeft(shares.map((share) => ({ ...share, name: share.name ?? "free" }))) < 0) {
    report(walk, at, {
      code: "SHARES_TOTAL",
      message: "The shares come to more than 100 %.",
      fix: "Make one of them smaller.",
    });
  }
}

function isPercent(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value <= 100 && value === Number(value.toFixed(6));
}
