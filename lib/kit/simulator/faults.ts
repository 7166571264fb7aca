import { z } from "zod";

/** What can go wrong at every platform. */
export const GENERAL_FAULTS = [
  "status", // answers with `status` and an empty JSON body, not applied
  "html", // answers as a gateway would: `status` (502) and a page
  "latency", // `milliseconds` later, then as usual
  "drop_before", // the connection breaks before anything is applied
  "drop_after", // applied, then the connection breaks
  "hang_before", // nothing is applied and nothing ever comes
  "hang_after", // applied, and nothing ever comes
  "invalid_entries", // applied but for the first `count` rows
] as const;

/** These speak of what a call applies: they wait for one that changes something. */
const OF_CHANGES = ["drop_after", "hang_after", "invalid_entries", "invalid_parameter"];

/** One of those, or one of the platform's own refusals ("throttle", "terms", …), which it words as the platform would. */
const Written = z.object({
  kind: z.string(),
  /** The refusal's name where the kind is written "platform". */
  name: z.string().optional(),
  status: z.number().int().default(502),
  milliseconds: z.number().int().min(0).default(1000),
  count: z.number().int().min(1).default(1),
  minutes: z.number().min(0).default(5),
  match: z
    .object({
      method: z.string().optional(),
      /** A piece of the path. */
      path: z.string().optional(),
      /** Not before the nth call that matches, counted from 1. */
      nth: z.number().int().min(1).default(1),
    })
    .default({ nth: 1 }),
  /** How many calls it hits. */
  times: z.number().int().min(1).default(1),
});
export const Fault = Written.transform(({ name, ...fault }) => ({
  ...fault,
  kind: fault.kind === "platform" ? (name ?? "") : fault.kind,
}));
export type Fault = z.infer<typeof Fault>;
export const Faults = z.union([
  z.object({ faults: z.array(Fault) }),
  Fault.transform((fault) => ({ faults: [fault] })),
]);

type Met = {
  method: string;
  path: string;
  /** Whether it changes what the platform holds; where that takes several calls, whether it is the one for this kind of fault. */
  changes?: boolean | ((kind: string) => boolean);
  /** It counts against none of the account's rates: a sign-in, say. */
  isFree?: boolean;
};
type Planned = { fault: Fault; seen: number; left: number };

/** The faults that are still to happen; each call meets the first that matches it. */
export class FaultPlan {
  private planned: Planned[] = [];
  /** Calls that came and count against the account's rates. */
  calls = 0;

  plan(faults: readonly Fault[]): void {
    this.planned.push(...faults.map((fault) => ({ fault, seen: 0, left: fault.times })));
  }

  clear(): void {
    this.planned = [];
    this.calls = 0;
  }

  /** Counts the call against every fault it matches. */
  meet(call: Met): Fault | undefined {
    if (!call.isFree) this.calls += 1;
    const matching = this.planned.filter(({ fault }) => matches(fault, call));
    for (const entry of matching) entry.seen += 1;
    const due = matching.find((entry) => entry.seen >= entry.fault.match.nth);
    if (!due) return undefined;
    due.left -= 1;
    if (due.left === 0) this.planned = this.planned.filter((entry) => entry !== due);
    return due.fault;
  }

  /** What is left, for whoever asks. */
  pending(): { kind: string; left: number }[] {
    return this.planned.map(({ fault, left }) => ({ kind: fault.kind, left }));
  }
}

function matches({ kind, match }: Fault, { method, path, changes = true }: Met): boolean {
  const isChange = typeof changes === "function" ? changes(kind) : changes;
  if (!isChange && OF_CHANGES.includes(kind)) return false;
  return (match.method ?? method) === method && path.includes(match.path ?? "");
}
