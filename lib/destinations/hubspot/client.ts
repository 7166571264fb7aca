import type { DestinationClient, RecordClient, SetClient } from "@/lib/core/ports/destination";
import { type Connection, createCalls } from "./calls";
import { createListClient } from "./lists";
import { createRecordClient } from "./records";

export type HubspotConnection = Omit<Connection, "timeout" | "now"> &
  Partial<Connection> & { ownIdProperty?: string };

/** HubSpot itself gives up after 100 seconds. */
const TIMEOUT = 105_000;

/** A HubSpot account: its static lists as sets, its contacts and companies as records. */
export function createHubspotClient(
  connection: HubspotConnection,
): DestinationClient & { set: SetClient; record: RecordClient } {
  const { portalId, ownIdProperty } = connection;
  const calls = createCalls({ timeout: TIMEOUT, now: Date.now, ...connection });
  return {
    async test() {
      const { accountType } = await calls.askAccount();
      const kind = accountType === "" || accountType === "STANDARD" ? "" : ` (${accountType.toLowerCase()})`;
      return { account: portalId, name: `HubSpot account ${portalId}${kind}` };
    },
    set: createListClient(calls, { portalId, ownIdProperty }),
    record: createRecordClient(calls),
  };
}
