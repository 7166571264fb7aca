import { BLANK } from "./characters";
import { remove } from "./replace";

const TITLE = "(?:mrs?|ms|miss|mx|dr|prof)";
/** Whole words only: "quinn v" has one, "boardds" has none. */
const SUFFIX = [
  "[js]r",
  ...["2nd", "3rd", "ii", "iii", "iv", "vi?"],
  ...["c\\.?p\\.?a", "d\\.?c", "d\\.?d\\.?s", "d?\\.?v\\.?m", "j\\.?d", "m\\.?d", "ph\\.?d", "esq"],
].join("|");

/** "mr. ", "dr " and their like in front of a lower-case name, one or several; a name that is nothing else becomes nothing. */
export const removeTitles = remove(`^(?:${TITLE}(?:\\.[${BLANK}]*|[${BLANK}]+|$))+`);

/** ", jr.", " iii", ", m.d." after a lower-case name, one or several, and "jr." where there is no name before it. */
export const removeSuffixes = remove(
  `(?:^[${BLANK},]*[js]r\\.?|[${BLANK},]+(?:${SUFFIX})\\.?)+[${BLANK},]*$`,
);
