import type { Normaliser } from "../types";
import { googleNormalisers } from "./google";
import { hubspotNormalisers } from "./hubspot";
import { metaNormalisers } from "./meta";

/** Every platform that has rules of its own for personal values, by the name of its destination; fields by the platform's names. */
export const platformNormalisers: Readonly<Record<string, Readonly<Record<string, Normaliser>>>> = {
  google: googleNormalisers,
  hubspot: hubspotNormalisers,
  meta: metaNormalisers,
};
