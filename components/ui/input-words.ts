import type { ErrorView } from "@/lib/core/views/error";

type Refusal = ErrorView["error"];

/** Words of a schema alone: they say nothing without the name of the field. */
const BARE = /^(Invalid|Too (small|big)|Unrecognized|Expected)\b/;

/** A refusal of what a form sent, as whoever filled it in reads it: programs want names of fields and where they are described. */
export function inputWords(view: Refusal): Refusal {
  const { problems = [] } = view;
  const [first] = problems;
  if (view.code !== "INVALID_INPUT" || !first || problems.some(({ message }) => BARE.test(message)))
    return view;
  const fix = "Correct it and try again.";
  if (problems.length === 1) return { ...view, message: first.message, fix, problems: [] };
  return { ...view, message: "Some of what was entered is not right yet.", fix };
}
