// Written by scripts/generate.mjs from the names of the folders beside it; do not edit.
import google from "./google";
import hubspot from "./hubspot";
import meta from "./meta";
import webhook from "./webhook";

/** Every adapter by its id, which is its folder's name. */
export const destinations = {
  "google": google,
  "hubspot": hubspot,
  "meta": meta,
  "webhook": webhook,
} as const;
