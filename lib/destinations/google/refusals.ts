import type { RefusalWords } from "@/lib/core/ports/destination";

/** What people read of members Google did not take, by code. */
export const refusals: Readonly<Record<string, RefusalWords>> = {
  DENIED_CONSENT: {
    message: "These members were sent with consent denied, and Google keeps nobody without it.",
    fix: "Nothing, where that is right; else look at the consent columns of the mapping.",
  },
  UNKNOWN_CONSENT: {
    message: "These members were sent without saying whether they consent.",
    fix: "Map the two consent fields, or have an admin say in the connection what is sent where none is mapped.",
  },
  INVALID_FORMAT: {
    message: "Google cannot read the value.",
    fix: "Look at the columns these values come from.",
  },
};
