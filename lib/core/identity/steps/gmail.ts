import type { NormaliserStep } from "../types";
import { keep } from "./keep";
import { replace } from "./replace";

/** Stands before an address of Gmail while its dots go; no address has a colon of its own. */
const MARK = ":";

/**
 * Gmail's own readings of one mailbox become one address: at gmail.com and googlemail.com what follows a plus goes, and so do dots.
 * Which of the two domains it is stays. Addresses elsewhere are left alone. Comes after lower case and `emailShape`.
 */
export const oneGmailAddress: readonly NormaliserStep[] = [
  replace("^([^@+]*)(?:\\+[^@]*)?@(gmail|googlemail)\\.com$", `${MARK}\\1@\\2`),
  // What has no mark is matched whole and put back; where there is one, only the second half finds anything: each dot.
  replace(`^([^${MARK}][^\\n]*)$|\\.`, "\\1"),
  replace(`^${MARK}([^@]+@[a-z]+)$`, "\\1.com"),
  keep(`[^${MARK}][^\\n]*`),
];
