import type { Problem } from "@/lib/core/errors";
import type { ErrorView } from "@/lib/core/views/error";
import type { Waterfall } from "./types";

/** Why nothing may be added by this run; null when it may go on. */
export function guardWanted(input: {
  waterfall: Waterfall;
  problems: readonly Problem[];
  minimumSize: number;
}): ErrorView["error"] | null {
  const [first] = input.problems;
  if (first) {
    return {
      code: first.code,
      message: first.message,
      fix: first.fix,
      remedy: "ask_admin",
      problems: input.problems,
    };
  }
  const { eligible } = input.waterfall;
  return eligible < input.minimumSize ? tooSmall(input.minimumSize) : null;
}

/** Without saying how many they are: beside the members, that could give away a small group held back. */
function tooSmall(minimumSize: number): ErrorView["error"] {
  return {
    code: "TOO_FEW_PEOPLE",
    message: `Fewer than ${minimumSize} people may be sent, and the policy of this destination asks for that many.`,
    fix: "Widen the audience, or ask an admin to lower the policy's minimum size.",
    remedy: "ask_admin",
  };
}
