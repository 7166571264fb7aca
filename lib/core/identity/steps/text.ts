import type { NormaliserStep } from "../types";
import { BLANK, PUNCTUATION } from "./characters";
import { remove } from "./replace";

/** Off both ends go spaces, control characters and marks without ink. */
export const trim = remove(`^[${BLANK}]+|[${BLANK}]+$`);

export const removeBlanks: NormaliserStep = remove(`[${BLANK}]+`);

export const removePunctuation: NormaliserStep = remove(`[${PUNCTUATION}]+`);

/** NUL ends a text early in some functions of some warehouses, so it goes first. */
export const removeNul: NormaliserStep = remove("\\x00+");
