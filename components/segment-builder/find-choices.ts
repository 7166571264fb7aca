import type { Choice } from "./choices/choice";

type Sought = Pick<Choice<unknown>, "label" | "group" | "also" | "name" | "searchedOnly">;

/** Words of a sentence that name nothing by themselves; numbers are entered later, in the row. */
const FILLING =
  /^(\d+|a|an|and|any|are|at|customers?|for|from|have|has|in|is|it|least|less|most|more|my|of|on|one|or|over|people|than|that|the|their|they|to|under|were|which|who|whose|with|within)$/;

/**
 * The choices a person means by what they typed, best first. Every word typed must begin a word of the choice;
 * letters strewn over a label are no match, for they put "Gender" above "Orders". Where that finds nothing, the
 * filling words and numbers of what is a whole sentence are left out.
 */
export function findChoices<C extends Sought>(choices: readonly C[], typed: string): C[] {
  const sought = wordsOf(typed);
  if (sought.length === 0) return choices.filter(({ searchedOnly }) => !searchedOnly);
  const found = ranked(choices, sought);
  if (found.length > 0) return found;
  const telling = sought.filter((word) => !FILLING.test(word));
  return telling.length === 0 ? [] : ranked(choices, telling);
}

function ranked<C extends Sought>(choices: readonly C[], sought: readonly string[]): C[] {
  return choices
    .map((choice) => ({ choice, rank: rankOf(choice, sought) }))
    .filter((found) => found.rank !== null)
    .sort((a, b) => a.rank! - b.rank!)
    .map((found) => found.choice);
}

/** Sum of where each word was found: 0 at the start of the label, 1 further on, 2 in its group, 3 in other words for it. */
function rankOf(choice: Sought, sought: readonly string[]): number | null {
  if (choice.name && wordsOf(choice.name).join(" ") === sought.join(" ")) return -1;
  const label = wordsOf(choice.label);
  const places = [label.slice(0, 1), label, wordsOf(choice.group), wordsOf(choice.also ?? "")];
  const ranks = sought.map((word) => places.findIndex((words) => words.some((one) => one.startsWith(word))));
  if (ranks.includes(-1)) return null;
  return ranks.reduce((sum, rank) => sum + rank, 0);
}

/** Without accents and endings, so that "ordered" finds "Orders". */
function wordsOf(text: string): string[] {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => (word.length > 4 ? word.replace(/(ed|ing|s)$/, "") : word));
}
