import { describe, expect, it } from "vitest";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { destinations } from "@/lib/destinations/registry.generated";
import { setDestinationContract } from "./destination";
import { type RecordAccount, recordDestinationContract } from "./record-destination";
import type { Account } from "./simulated";

/** The account each simulator is told to accept. A destination without a line here fails below. */
const accounts: Record<string, Account> = {
  meta: { settings: { adAccountId: "act_4815162342" }, secrets: { accessToken: "EAAB-planted-token-7f3a" } },
  google: {
    settings: { customerId: "123-456-7890", loginCustomerId: "987-654-3210", termsAccepted: "yes" },
    secrets: {
      clientId: "planted-client-5b1c",
      clientSecret: "GOCSPX-planted-secret-91d0",
      refreshToken: "1//planted-refresh-token-c3f7",
    },
    settingsFor: {
      user_id: { uploadKeyType: "user_id" },
      mobile_id: { uploadKeyType: "mobile_id", mobileAppId: "test.shop.app" },
    },
  },
  hubspot: {
    settings: { portalId: "4815162342", ownIdProperty: "customer_id" },
    secrets: { accessToken: "pat-planted-token-7f3a" },
  },
  webhook: {
    settings: { url: "https://receiver.example.test/in", objects: "customers" },
    secrets: { signingSecret: "whsec-planted-secret-7f3a" },
  },
};

/** What is written there: two fields of text, found by a key. */
const records: Record<string, RecordAccount> = {
  hubspot: { object: "contacts", key: "customer_id", fields: ["city", "phone"] },
  webhook: { object: "customers", key: "customer_id", fields: ["city", "phone"] },
};

/** Safe: a definition only ever meets settings that its own schema parsed. */
const definitions = Object.values(destinations) as unknown as DestinationDefinition[];

it("every destination has a simulator and an account to test it by", () => {
  const without = definitions.filter(
    ({ id, simulator, record }) => !simulator || !accounts[id] || (record && !records[id]),
  );
  expect(without.map(({ id }) => id)).toEqual([]);
});

describe.each(definitions.map((definition) => [definition.id, definition] as const))(
  "%s",
  (id, definition) => {
    if (definition.set) setDestinationContract(definition, definition.set, accounts[id]!);
    if (definition.record)
      recordDestinationContract(definition, definition.record, { ...accounts[id]!, ...records[id]! });
  },
);

describe("google by the Google Ads API's jobs", () => {
  const definition = definitions.find(({ id }) => id === "google")!;
  const { settings, ...account } = accounts.google!;
  const own = { ...account, settings: { ...settings, transport: "offline_user_data_job" } };
  setDestinationContract(definition, definition.set!, own);
});
