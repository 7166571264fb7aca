import { InvalidInput } from "@/lib/core/errors";

const TWICE = "coterie: several rows for one key in the trait ";

/** What a query fails with when the SQL of a trait has two rows for one key: either value would be a guess. */
export function keyTwiceText(entity: string, trait: string): string {
  return `${TWICE}${entity}.${trait};`;
}

/** The refusal in a warehouse's words that hold `keyTwiceText`; null where they do not. */
export function keyTwiceIn(words: string): InvalidInput | null {
  const name = words.split(TWICE)[1]?.split(";")[0];
  return name === undefined ? null : keyTwice(name);
}

export function keyTwice(name: string): InvalidInput {
  return new InvalidInput({
    code: "TRAIT_KEY_TWICE",
    message: `The SQL of the trait ${name} gives several rows for one key.`,
    fix: "Ask the data team to mend it so that every key has one row.",
  });
}
