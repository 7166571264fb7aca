/** `total_due` as people read it: "Total due". */
export function labelOf(name: string): string {
  const words = wordsOf(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `order_items` as the noun for one row: "order item". */
export function singularOf(name: string): string {
  const words = wordsOf(name).toLowerCase().split(" ");
  const last = words.pop() ?? "";
  return [...words, IRREGULAR[last] ?? singularWord(last)].join(" ");
}

const IRREGULAR: Record<string, string> = {
  people: "person",
  children: "child",
  news: "news",
  series: "series",
};

function singularWord(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s") && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

function wordsOf(name: string): string {
  const spaced = name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .replace(/[_\-\s]+/g, " ")
    .trim();
  return spaced === "" ? name : spaced;
}
