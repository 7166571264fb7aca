import { describe, expect, it } from "vitest";
import { checkPolicy } from "@/lib/core/policy/check";
import { EMPTY_POLICY, type Policy } from "@/lib/core/policy/types";
import type { Condition } from "@/lib/core/segment/types";
import { policyShop } from "@/test/factories/policy-shop";

const consent = (condition: Condition): Policy => ({ ...EMPTY_POLICY, consent: { customers: condition } });
const codes = (policy: Policy) => checkPolicy(policy, policyShop).map((one) => `${one.code} at ${one.path}`);

describe("a policy against its catalog", () => {
  it("is fine when consent is a column that is true", () => {
    expect(codes(consent({ value: { column: "ads_consent" }, is: { eq: true } }))).toEqual([]);
  });

  it.each<[string, Condition]>([
    ["a negation", { not: { value: { column: "ads_consent" }, is: { eq: false } } }],
    ["an unknown", { value: { column: "ads_consent" }, is: { known: false } }],
    ["nobody having objected", { value: { count: true, of: "orders" }, is: { eq: 0 } }],
    ["few", { value: { count: true, of: "orders" }, is: { lte: 3 } }],
    ["at least none", { value: { count: true, of: "orders" }, is: { gte: 0 } }],
    ["every one of none", { every: "orders", must: { value: { column: "total" }, is: { gt: 1 } } }],
    ["an empty group", { all: [] }],
  ])("refuses consent by %s", (_name, condition) => {
    expect(codes(consent(condition))).toEqual(["CONSENT_BY_ABSENCE at consent.customers"]);
  });

  it("says what to do about consent that nobody gave", () => {
    expect(checkPolicy(consent({ all: [] }), policyShop)).toEqual([
      {
        code: "CONSENT_BY_ABSENCE",
        path: "consent.customers",
        message:
          "Consent cannot rest on an empty group, which everyone meets: people we know nothing of would count as consenting.",
        fix: "Say what the consent is: for example, that a consent column is true.",
      },
    ]);
  });

  it("sees through groups", () => {
    const said: Condition = { value: { column: "ads_consent" }, is: { eq: true } };
    expect(codes(consent({ any: [said, { not: said }] }))).toEqual([
      "CONSENT_BY_ABSENCE at consent.customers.any[1]",
    ]);
    expect(codes(consent({ all: [said, { not: said }] }))).toEqual([
      "CONSENT_BY_ABSENCE at consent.customers.all[1]",
    ]);
  });

  it("finds consent inside a group that counts something", () => {
    expect(codes(consent({ any: [{ value: { count: true, of: "orders" }, is: { gte: 1 } }] }))).toEqual([]);
  });

  it("names entities, columns and suppression tables that are not there", () => {
    const policy: Policy = {
      ...EMPTY_POLICY,
      columns: { "customers.emial": "hashed" },
      consent: { people: "not_required" },
      suppression: { customers: [{ entity: "suppressed", column: "mail", memberColumn: "email" }] },
    };
    expect(codes(policy)).toEqual([
      "UNKNOWN_ENTITY at consent.people",
      "UNKNOWN_COLUMN at suppression.customers[0].column",
      "UNKNOWN_COLUMN at columns.customers.emial",
    ]);
  });
});
