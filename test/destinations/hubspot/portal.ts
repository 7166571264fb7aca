import { expect } from "vitest";
import { CoterieError } from "@/lib/core/errors";
import type { RecordBatch, RecordRow, RunningSimulator, SetBatch } from "@/lib/core/ports/destination";
import { createHubspotClient } from "@/lib/destinations/hubspot/client";
import { identifiers } from "@/lib/destinations/hubspot/fields";
import { startHubspotSimulator } from "@/lib/destinations/hubspot/simulator";

type Stored = Record<string, string> & { id: string };
type State = {
  counts: Record<"contacts" | "companies", number>;
  records: Record<"contacts" | "companies", Stored[]>;
  audiences: { id: string; name: string; people: number }[];
  /** By list: ids of records. */
  members: Record<string, string[]>;
  calls: { total: number; mostInTenSeconds: number };
};

/** A simulated portal and a client of it, with what tests say to both. */
export async function openPortal(options: { stateFile?: string; now?: () => number } = {}) {
  const simulator: RunningSimulator = await startHubspotSimulator({
    port: 0,
    settings: { portalId: "4815162" },
    secrets: { accessToken: "planted-token-7f3a" },
    stateFile: options.stateFile,
  });
  const connect = (more: object = {}) =>
    createHubspotClient({
      endpoint: simulator.url,
      token: "planted-token-7f3a",
      portalId: "4815162",
      ownIdProperty: "customer_id",
      ...(options.now ? { now: options.now } : {}),
      ...more,
    });

  async function tell(address: string, body: unknown = {}): Promise<unknown> {
    const answer = await fetch(`${simulator.url}/_simulator/${address}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    return answer.json();
  }

  return {
    simulator,
    connect,
    client: connect(),
    tell,
    plan: (fault: object) => tell("faults", fault),
    async state(): Promise<State> {
      return (await fetch(`${simulator.url}/_simulator/state?records=1`)).json() as Promise<State>;
    },
    async contacts(): Promise<Stored[]> {
      return (await this.state()).records.contacts;
    },
    /** HubSpot as anybody may call it. */
    async api(method: string, path: string, body?: unknown) {
      const answer = await fetch(`${simulator.url}${path}`, {
        method,
        headers: { authorization: "Bearer planted-token-7f3a", "content-type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
    },
  };
}
export type OpenPortal = Awaited<ReturnType<typeof openPortal>>;

export const row = (key: string, fields: RecordRow["fields"] = {}): RecordRow => ({ key, fields });

export function recordBatch(rows: readonly RecordRow[], more: Partial<RecordBatch> = {}): RecordBatch {
  return {
    operation: "upsert",
    object: "contacts",
    key: "customer_id",
    mode: "upsert",
    removal: null,
    rules: {},
    idempotencyKey: "run-1-1",
    rows,
    ...more,
  };
}

export function setBatch(
  operation: SetBatch["operation"],
  object: string,
  values: readonly string[],
  kind = "EMAIL",
): SetBatch {
  return {
    operation,
    object,
    identifier: identifiers.find(({ id }) => id === kind)!,
    rows: values.map((value) => ({ cells: [value], attributes: [] })),
    session: { id: 7, sequence: 1, isLast: false, estimatedTotal: values.length },
    idempotencyKey: "run-1-1",
  };
}

/** What a promise refuses with. */
export async function refusal(promise: Promise<unknown>): Promise<CoterieError> {
  const error = await promise.then(
    () => expect.fail("it was not refused"),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CoterieError);
  return error as CoterieError;
}

export const remedyOf = ({ code, remedy }: CoterieError) => ({ code, remedy });
