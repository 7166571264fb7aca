import type { NormaliserStep } from "../types";
import { BLANK } from "./characters";
import { keep } from "./keep";
import { lowercase } from "./lowercase";

const LOCAL = `[^${BLANK}@"(),:;<>\\[\\]\\\\]{1,64}`;
const LABEL = `[^${BLANK}!-,./:-@\\[-\`{-~]{1,63}`;
const TOP = `[^${BLANK}!-,./:-@\\[-\`{-~0-9-][^${BLANK}!-,./:-@\\[-\`{-~]{1,62}`;

/**
 * One "@", something before it, a dotted host name after it. Addresses only a strict reading of the standards allows
 * (quoted, commented, an IP address for a host) belong to nobody an ad platform knows.
 */
export const emailShape: NormaliserStep = keep(`${LOCAL}@(?:${LABEL}\\.)+${TOP}`);

/** An address in ASCII with nothing around it, which only has to go to lower case. */
export const plainEmail: readonly NormaliserStep[] = [
  keep("[!#-'*+./0-9=?A-Z^-~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.)+[A-Za-z][A-Za-z0-9-]{1,62}"),
  lowercase,
];
