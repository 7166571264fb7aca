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

/** `isFirst`: the ledger has nothing of the object yet, so everyone wanted is new. */
export type Prepared = Planning & { isFirst: boolean };

/** What `diff` left behind, by what is sent together. */
export async function groups(session: StateSession): Promise<PlanGroup[]> {
  return session.rows<PlanGroup>(
    "SELECT operation, kind AS identifier, count(*) AS rows FROM change GROUP BY operation, kind",
  );
}
