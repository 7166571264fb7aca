import type { Choice } from "./choices/choice";

type Sought = Pick<Choice<unknown>, "label" | "group" | "also" | "name" | "searchedOnly">;

/** Words of a sentence that name nothing by themselves. */
const FILLING =
  /^(a|an|and|any|are|at|customers?|for|from|have|has|in|is|it|least|less|most|more|my|of|on|one|or|over|people|than|that|the|their|they|to|under|were|which|who|whose|with|within)$/;
/** Those that name something in a few places: "no orders", "in the last days". */
const FILLING_ELSEWHERE =
  /^(before|day|did|do|does|during|ever|had|last|month|never|next|no|not|this|those|up|was|week|without|year)$/;

/**
 * The choices a person means by what they typed, best first. Every word typed must begin a word of the choice;
 * letters strewn over a label are no match, for they put "Gender" above "Orders". Where that finds nothing, the numbers
 * of what is a whole sentence are left out, which are entered later, in the row; then the filling words too.
 */
export function findChoices<C extends Sought>(choices: readonly C[], typed: string): C[] {
  const sought = wordsOf(typed);
  if (sought.length === 0) return choices.filter(({ searchedOnly }) => !searchedOnly);
  const words = sought.filter(isWord);
  const named = words.filter((word) => !FILLING.test(word));
  for (const some of [sought, words, named, named.filter((word) => !FILLING_ELSEWHERE.test(word))]) {
    const found = some.length === 0 ? [] : ranked(choices, some);
    if (found.length > 0) return found;
  }
  return [];
}

const MOST_NEAR = 8;

/** Where nothing is all that was typed: what is a part of it, the most of it first. */
export function nearChoices<C extends Sought>(choices: readonly C[], typed: string): C[] {
  const telling = wordsOf(typed).filter(
    (word) => isWord(word) && !FILLING.test(word) && !FILLING_ELSEWHERE.test(word),
  );
  const found = new Map<C, { words: number; rank: number }>();
  for (const word of telling) {
    for (const choice of choices) {
      const rank = rankOf(choice, [word]);
      if (rank === null) continue;
      const before = found.get(choice) ?? { words: 0, rank: 0 };
      found.set(choice, { words: before.words + 1, rank: before.rank + rank });
    }
  }
  return [...found]
    .sort(([, a], [, b]) => b.words - a.words || a.rank - b.rank)
    .slice(0, MOST_NEAR)
    .map(([choice]) => choice);
}

function isWord(word: string): boolean {
  return !/^\d+$/.test(word);
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
