import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import type { CoterieError } from "@/lib/core/errors";
import { sha256 } from "@/lib/core/identity/sha256";
import type { DestinationClient, RunningSimulator, SetBatch, SetClient } from "@/lib/core/ports/destination";
import google from "@/lib/destinations/google";

export const SETTINGS = { customerId: "123-456-7890", loginCustomerId: "987-654-3210", termsAccepted: "yes" };
export const SECRETS = {
  clientId: "client-1",
  clientSecret: "secret-1",
  refreshToken: "refresh-1",
};

/** A simulated account, emptied before each test. */
export function simulatedAccount(secrets: Record<string, string> = SECRETS) {
  let simulator: RunningSimulator;
  beforeAll(async () => {
    const start = await google.simulator!.load();
    simulator = await start({ port: 0, settings: SETTINGS, secrets });
  });
  afterAll(() => simulator.close());
  beforeEach(() => tell("reset", {}));

  async function tell(address: string, body: object): Promise<void> {
    const answer = await fetch(`${simulator.url}/_simulator/${address}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
  }

  return {
    tell,
    url: () => simulator.url,
    open: (settings: Record<string, string> = {}, own = secrets): DestinationClient & { set: SetClient } => {
      const client = google.connect({
        settings: google.settings.parse({ ...SETTINGS, ...settings }),
        secrets: own,
        endpoint: simulator.url,
      });
      return { ...client, set: client.set! };
    },
    async held(id: string): Promise<string[]> {
      const answer = await fetch(`${simulator.url}/_simulator/state?identifiers=1`);
      const { audiences } = (await answer.json()) as { audiences: { id: string; list: string[] }[] };
      return audiences.find((audience) => audience.id === id)!.list;
    },
  };
}

export const hashOf = (name: string): string => sha256(`${name}@example.test`);

/** A batch of people by one identifier; consent where it is given. */
export function batchOf(
  object: string,
  cells: readonly (readonly string[])[],
  more: Partial<SetBatch> & { attributes?: readonly (readonly string[])[] } = {},
): SetBatch {
  const { attributes, ...given } = more;
  return {
    operation: "add",
    object,
    identifier: google.set!.identifiers[0]!,
    rows: cells.map((row, index) => ({ cells: row, attributes: attributes?.[index] ?? ["", ""] })),
    session: { id: 1, sequence: 1, isLast: true, estimatedTotal: cells.length },
    idempotencyKey: "1-add-1",
    ...given,
  };
}

/** Code and remedy of what a promise refuses with. */
export async function refusal(promise: Promise<unknown>): Promise<[string, string]> {
  const error = (await promise.then(
    () => expect.fail("it was not refused"),
    (thrown: unknown) => thrown,
  )) as CoterieError;
  return [error.code, error.remedy];
}
