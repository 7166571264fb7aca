import { expect, it } from "vitest";
import { ledgerScope } from "@/lib/services/run/execute/subject";

const scopeOf = (kind: string, settings: Record<string, string>) =>
  ledgerScope({
    destination: { kind, endpoint: "https://platform.test", settings },
    objectId: "9",
    epoch: 1,
  });

it("what a ledger is of stays the same when a setting beside the account changes", () => {
  const google = { customerId: "1234567890", termsAccepted: "no", transport: "data_manager" };
  expect(scopeOf("google", { ...google, termsAccepted: "yes" })).toEqual(scopeOf("google", google));
  expect(scopeOf("google", { ...google, customerId: "1234567891" })).not.toEqual(scopeOf("google", google));
  const webhook = { url: "https://receiver.test/", objects: "customers" };
  expect(scopeOf("webhook", { ...webhook, objects: "customers,orders" })).toEqual(
    scopeOf("webhook", webhook),
  );
  expect(scopeOf("meta", { adAccountId: "7" })).toEqual({
    endpoint: "https://platform.test",
    account: '{"adAccountId":"7"}',
    object: "9",
    epoch: 1,
  });
});
