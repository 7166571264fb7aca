/** What runs cost, as far as others count it. */
export type Cost = {
  /** Exchanges with platforms, repeats among them. */
  platformCalls: number;
  /** Null: no warehouse bills by bytes. */
  bytesBilled: number | null;
  rowsRead: number;
  rowsSent: number;
  /** A worker's. */
  seconds: number;
};

export const MEASURES = ["platformCalls", "bytesBilled"] as const;
/** What a budget is set in. */
export type Measure = (typeof MEASURES)[number];

/** Of a calendar month (UTC). Null: as much as it takes. */
export type Budget = Record<Measure, number | null> & {
  /** "block": runs that would go beyond add nobody; removals owed to people are carried out all the same. */
  atLimit: "warn" | "block";
};

export const NO_BUDGET: Budget = { platformCalls: null, bytesBilled: null, atLimit: "warn" };

/** A budget and what has been spent of it this month. */
export type BudgetUse = { of: "sync" | "workspace"; budget: Budget; spent: Cost };
