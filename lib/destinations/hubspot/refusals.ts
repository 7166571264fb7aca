import type { RefusalWords } from "@/lib/core/ports/destination";
import { NOT_ANSWERED, NOT_IN_HUBSPOT } from "./outcome";
import { SAME_RECORD } from "./upsert";

/** What people read of rows HubSpot did not take, by code. */
export const refusals: Readonly<Record<string, RefusalWords>> = {
  [NOT_IN_HUBSPOT]: {
    message: "HubSpot has no such record.",
    fix: "A sync that creates contacts makes them; later runs try these again by themselves.",
  },
  [SAME_RECORD]: {
    message: "HubSpot keeps one record for several of these rows, and the first of them was written.",
    fix: "Where they are different people, merge or part the records at HubSpot.",
  },
  [NOT_ANSWERED]: {
    message: "HubSpot did not say what became of them.",
    fix: "Later runs try them again by themselves.",
  },
  CONFLICTING_UNIQUE_VALUE: {
    message: "Another record at HubSpot has this value already, and it may be there only once.",
    fix: "Look for records of one person that should be merged; later runs try again.",
  },
  INVALID_EMAIL: {
    message: "HubSpot does not take the value as an e-mail address.",
    fix: "Correct it in the warehouse; the row goes again once it changed.",
  },
};
