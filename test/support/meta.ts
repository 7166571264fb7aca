import type { RunningSimulator } from "@/lib/core/ports/destination";
import meta from "@/lib/destinations/meta";

export const ACCOUNT = {
  settings: { adAccountId: "1000000001" },
  secrets: { accessToken: "a-token-of-the-tests" },
};

export type HeldByMeta = {
  id: string;
  people: number;
  identifiers: { total: number; byKind: Record<string, number>; shared: number };
  digest: string;
  calls: { add: number; remove: number };
  list?: string[];
};

/** Meta as the tests use it: its simulator, with one audience. */
export async function startMeta(): Promise<RunningSimulator & { audience: string }> {
  const start = await meta.simulator!.load();
  const simulator = await start({ port: 0, ...ACCOUNT });
  const audience = await createAudience(simulator.url);
  return { ...simulator, audience };
}

export async function createAudience(endpoint: string): Promise<string> {
  return (await meta.connect({ ...ACCOUNT, endpoint }).set!.createObject({ name: "An audience" })).id;
}

export async function heldByMeta(url: string, audience: string, list = false): Promise<HeldByMeta> {
  const response = await fetch(`${url}/_simulator/state${list ? "?identifiers=1" : ""}`);
  const { audiences } = (await response.json()) as { audiences: HeldByMeta[] };
  return audiences.find(({ id }) => id === audience)!;
}

/** Tells the simulator who has what, or what is to go wrong. */
export async function tellMeta(url: string, name: "people" | "faults", body: object): Promise<void> {
  const response = await fetch(`${url}/_simulator/${name}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`The simulator refused ${name}: ${await response.text()}`);
}
