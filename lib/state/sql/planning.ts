import type { PlanGroup } from "@/lib/core/membership/plan";
import type { PlanRequest, Retention } from "@/lib/core/ports/state-store";
import type { StateSession } from "./session";

/** What a plan is made of, beside the tables. */
export type Planning = {
  /** The number its rows carry. */
  scope: number;
  request: PlanRequest;
  salt: string;
  /** How many people are wanted. */
  wantedPeople: number;
  retention: Retention;
};

/** What is sent together, and how much of it repeats what was held. */
export type CountedGroup = PlanGroup & { resends: number; refreshes: number };

/** `isWhole`: the ledger has nothing of the object yet, and everyone wanted is added; `change` is empty then. */
export type Prepared = Planning & { isWhole: boolean; groups: readonly CountedGroup[] };

/** What `diff` left behind, by what is sent together. */
export function countGroups(session: StateSession, isWhole: boolean): Promise<CountedGroup[]> {
  return session.rows<CountedGroup>(isWhole ? WHOLE : CHANGES);
}

const WHOLE = `
SELECT 'add' AS operation, kind AS identifier, count(*) AS rows, 0 AS resends, 0 AS refreshes
FROM wanted WHERE lead GROUP BY kind`;

const CHANGES = `
SELECT operation, kind AS identifier, count(*) AS rows, count(*) FILTER (WHERE resend) AS resends,
  count(*) FILTER (WHERE again AND NOT resend) AS refreshes
FROM change GROUP BY operation, kind`;
