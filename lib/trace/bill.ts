/** What work costs, as far as others count it: calls of platforms, bytes a warehouse bills, rows in and out. */
export type Costs = {
  /** Exchanges with the platform, those that were repeated among them. */
  platformCalls: number;
  /** Null: nothing that was asked is billed by bytes. */
  bytesBilled: number | null;
  rowsRead: number;
  rowsSent: number;
};

const NOTHING: Costs = { platformCalls: 0, bytesBilled: null, rowsRead: 0, rowsSent: 0 };

/** Adds up costs until someone takes them to where they are kept. */
export class Bill {
  private all: Costs = NOTHING;
  private left: Costs = NOTHING;

  add(costs: Partial<Costs>): void {
    this.all = sumOf(this.all, { ...NOTHING, ...costs });
    this.left = sumOf(this.left, { ...NOTHING, ...costs });
  }

  /** Since it was opened. */
  get soFar(): Costs {
    return this.all;
  }

  /** What nobody took yet. */
  get pending(): Costs {
    return this.left;
  }

  /** What was added since the last time; it is the taker's from here on. */
  take(): Costs {
    const taken = this.left;
    this.left = NOTHING;
    return taken;
  }

  /** What was taken and could not be kept. */
  putBack(costs: Costs): void {
    this.left = sumOf(this.left, costs);
  }
}

function sumOf(a: Costs, b: Costs): Costs {
  return {
    platformCalls: a.platformCalls + b.platformCalls,
    bytesBilled:
      a.bytesBilled === null && b.bytesBilled === null ? null : (a.bytesBilled ?? 0) + (b.bytesBilled ?? 0),
    rowsRead: a.rowsRead + b.rowsRead,
    rowsSent: a.rowsSent + b.rowsSent,
  };
}
