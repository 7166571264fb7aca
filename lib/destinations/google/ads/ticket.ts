import { z } from "zod";
import { CoterieError } from "@/lib/core/errors";
import type { RefusedRow } from "@/lib/core/ports/destination";
import { parseJson } from "@/lib/http/request";

/** A batch that was given to jobs: resource names, and which rows Google refused while it took them in. */
const Ticket = z.object({
  jobs: z.array(z.string().regex(/^customers\/[0-9]+\/offlineUserDataJobs\/[0-9]+$/)),
  rows: z.number(),
  refused: z.array(z.tuple([z.number(), z.string()])),
});
export type Ticket = { jobs: string[]; rows: number; refused: RefusedRow[] };

export function writeTicket({ jobs, rows, refused }: Ticket): string {
  return JSON.stringify({ jobs, rows, refused: refused.map(({ row, reason }) => [row, reason]) });
}

export function readTicket(text: string): Ticket {
  const parsed = Ticket.safeParse(parseJson(text));
  if (!parsed.success) throw strangeTicket();
  const refused = parsed.data.refused.map(([row, reason]) => ({ row, reason, permanent: true }));
  return { ...parsed.data, refused };
}

/** The account was changed from one way in to the other while a batch was on its way. */
function strangeTicket(): CoterieError {
  return new CoterieError({
    code: "TICKET_OF_OTHER_TRANSPORT",
    message: "This batch went to Google by its other API, which alone can tell what became of it.",
    remedy: "ask_admin",
    fix: "Set the destination back to the way in it had, until the run is settled.",
  });
}
