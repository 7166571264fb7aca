import { describe, expect, it } from "vitest";
import type { Mapping } from "@/lib/core/membership/types";
import { decideMapping, sentIdentifiers } from "@/lib/core/policy/decide";
import { EMPTY_POLICY, type Policy } from "@/lib/core/policy/types";
import type { DestinationField, IdentifierKind } from "@/lib/core/ports/destination";
import { policyShop } from "@/test/factories/policy-shop";

const field = (id: string, form: "hashed" | "plain"): DestinationField => ({
  id,
  label: id.toLowerCase(),
  tags: [],
  form,
  normaliser: { id, version: 1, needs: [], steps: [], hashed: form === "hashed" },
});
const identifier = (id: string, fields: string[], required: string[]): IdentifierKind => ({
  id,
  label: id,
  fields,
  required,
});
const definition = {
  label: "Ads",
  fields: [field("EMAIL", "hashed"), field("ID", "plain"), field("FN", "hashed"), field("ZIP", "hashed")],
  identifiers: [
    identifier("EMAIL", ["EMAIL"], ["EMAIL"]),
    identifier("ID", ["ID"], ["ID"]),
    identifier("NAME", ["FN", "ZIP"], ["FN"]),
    identifier("HOME", ["FN", "ZIP"], ["FN", "ZIP"]),
  ],
};

function decisions(policy: Partial<Policy> | null, fields: Mapping["fields"]) {
  return decideMapping({
    inForce: policy && { policy: { ...EMPTY_POLICY, ...policy }, version: 3 },
    mapping: { fields },
    definition,
    catalog: policyShop,
    entity: "customers",
  });
}
const short = (policy: Partial<Policy> | null, column: string, id = "EMAIL") => {
  const [one] = decisions(policy, { [id]: { column } });
  return [one?.allowed, one?.form, one?.line];
};

describe("what may leave", () => {
  it("is nothing without a policy", () => {
    expect(short(null, "email")).toEqual([false, null, "no policy"]);
  });

  it("is nothing the policy does not name, personal or not", () => {
    expect(short({}, "email")).toEqual([false, null, "policy v3 does not name it"]);
    expect(short({}, "country")).toEqual([false, null, "policy v3 does not name it"]);
  });

  it("is no part of an identifier that is not whole, and says what that lacks", () => {
    const policy = { tags: { email: "hashed", first_name: "hashed" } as const };
    const lacking = (fields: Mapping["fields"]) =>
      decisions(policy, fields).map(({ field, lacks }) => [field, lacks]);
    expect(lacking({ EMAIL: { column: "email" }, ZIP: { column: "first_name" } })).toEqual([
      ["EMAIL", undefined],
      ["ZIP", ["fn"]],
    ]);
    expect(lacking({ FN: { column: "first_name" }, ZIP: { column: "first_name" } })).toEqual([
      ["FN", undefined],
      ["ZIP", undefined],
    ]);
  });

  it("follows the tag's line, and the column's line before it", () => {
    expect(short({ tags: { email: "hashed" } }, "email")).toEqual([
      true,
      "hashed",
      "policy v3, tag email: hashed",
    ]);
    expect(short({ tags: { email: "hashed" }, columns: { "customers.email": "blocked" } }, "email")).toEqual([
      false,
      null,
      "policy v3, column customers.email: blocked",
    ]);
  });

  it("takes an unclassified column as personal", () => {
    expect(short({ tags: { email: "plain" } }, "notes")).toEqual([false, null, "policy v3 does not name it"]);
  });

  it("judges a column of a related row by that row's entity", () => {
    expect(short({ columns: { "accounts.plan": "hashed" } }, "account.plan")).toEqual([
      true,
      "hashed",
      "policy v3, column accounts.plan: hashed",
    ]);
  });

  it("never lets a plain field go under a rule that says hashed", () => {
    expect(
      decisions({ columns: { "customers.customer_id": "hashed" } }, { ID: { column: "customer_id" } }),
    ).toEqual([
      {
        field: "ID",
        label: "id",
        column: "customer_id",
        columnLabel: "Customer id",
        pii: null,
        rule: "hashed",
        form: null,
        allowed: false,
        line: "policy v3, column customers.customer_id: hashed",
        reason: "Ads takes id only as it is, and the policy lets it leave only hashed.",
      },
    ]);
  });

  it("sends an identifier only when all it requires may leave, and leaves its other cells empty", () => {
    const made = decisions(
      { tags: { first_name: "hashed" } },
      { EMAIL: { column: "email" }, FN: { column: "first_name" }, ZIP: { column: "postal_code" } },
    );
    expect(sentIdentifiers(made, definition).map((one) => [one.kind.id, [...one.filled]])).toEqual([
      ["NAME", ["FN"]],
    ]);
  });
});
