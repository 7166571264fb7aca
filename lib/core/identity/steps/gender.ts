import type { NormaliserStep } from "../types";
import { lookup } from "./lookup";

const WORDS = { m: ["m", "male", "man", "boy"], f: ["f", "female", "woman", "girl"] };

/** m or f; whatever else is written stays unsaid. */
export const gender: NormaliserStep = lookup(
  new Map(Object.entries(WORDS).flatMap(([letter, words]) => words.map((word) => [word, letter] as const))),
);
