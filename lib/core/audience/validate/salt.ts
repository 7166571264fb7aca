import type { PathParts } from "@/lib/core/path";
import { incomplete, report, type Walk } from "@/lib/core/segment/validate/walk";

const LONGEST = 100;

/** Part of what is hashed: the same salt draws the same people again, another one draws anew. */
export function checkSalt(walk: Walk, salt: unknown, at: PathParts): void {
  if (salt === undefined || salt === null || salt === "") {
    report(
      walk,
      at,
      incomplete("The salt is missing.", "Write any text, and leave it as it is from then on."),
    );
  } else if (typeof salt !== "string" || salt.length > LONGEST || /[^\x20-\x7e]/.test(salt)) {
    report(walk, at, {
      code: "WRONG_SHAPE",
      message: `A salt is a text of at most ${LONGEST} plain letters, digits and signs.`,
      fix: "Write another one; who is drawn changes with it.",
    });
  }
}
