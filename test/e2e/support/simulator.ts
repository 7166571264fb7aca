import { simulatorAddress } from "./product";

export type HeldAudience = {
  id: string;
  name: string;
  people: number;
  identifiers: { total: number; byKind: Record<string, number>; shared: number };
  /** Sorted, as "EMAIL 5e88…". */
  list: string[];
  digest: string;
  calls: { add: number; remove: number };
};

/** The demo's stand-in for Meta, asked directly: what it holds, and what shall go wrong. */
export type Simulator = {
  audience(name: string): Promise<HeldAudience>;
  plan(fault: Readonly<Record<string, unknown>>): Promise<void>;
  clearFaults(): Promise<void>;
};

export function simulatorOf(home: string): Simulator {
  const address = `${simulatorAddress(home, "meta")}/_simulator`;
  return {
    async audience(name) {
      const answer = await fetch(`${address}/state?identifiers=1&digest=1`);
      const { audiences } = (await answer.json()) as { audiences: HeldAudience[] };
      const found = audiences.find((audience) => audience.name === name);
      if (!found) throw new Error(`The simulator has no audience ${name}.`);
      return found;
    },
    async plan(fault) {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${address}/faults`, {
        method: "POST",
        headers,
        body: JSON.stringify(fault),
      });
      if (!answer.ok) throw new Error(`The simulator refused a fault (${answer.status}).`);
    },
    async clearFaults() {
      await fetch(`${address}/faults`, { method: "DELETE" });
    },
  };
}
