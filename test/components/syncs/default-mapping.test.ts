import { describe, expect, it } from "vitest";
import { allowedOnly, defaultMapping, withCountry, withField } from "@/components/syncs/default-mapping";
import type { FieldDecisionView } from "@/lib/core/views/decision";
import type { DestinationKindView } from "@/lib/core/views/destination";
import { SHOP } from "../segment-builder/catalog";

const kind: DestinationKindView = {
  id: "meta",
  label: "Meta",
  summary: "",
  settings: [],
  secrets: [],
  kinds: ["set"],
  fields: [
    { id: "EMAIL", label: "E-mail", form: "hashed", tags: ["email"] },
    { id: "PHONE", label: "Phone", form: "hashed", tags: ["phone"] },
  ],
  identifiers: [],
  notes: [],
};

describe("a mapping", () => {
  it("starts with the columns of the fields' tags and the country beside them", () => {
    expect(defaultMapping(kind, SHOP, "customers")).toEqual({
      fields: { EMAIL: { column: "email" } },
      country: { column: "country" },
    });
  });

  it("starts without a country where nothing is read as of one", () => {
    const list = { ...kind, fields: kind.fields.slice(0, 1) };
    expect(defaultMapping(list, SHOP, "customers")).toEqual({ fields: { EMAIL: { column: "email" } } });
  });

  it("starts with identifiers of one family where an object takes no others", () => {
    const apart = {
      ...kind,
      fields: [...kind.fields, { id: "OWN_ID", label: "Own id", form: "plain" as const, tags: ["email"] }],
      identifiers: [
        { id: "EMAIL", label: "E-mail", fields: ["EMAIL"], required: ["EMAIL"], family: "contact" },
        { id: "OWN_ID", label: "Own id", fields: ["OWN_ID"], required: ["OWN_ID"], family: "own" },
      ],
    };
    expect(defaultMapping(apart, SHOP, "customers").fields).toEqual({ EMAIL: { column: "email" } });
  });

  it("gains and loses fields", () => {
    const one = withField({ fields: {} }, "EMAIL", "email");
    expect(one).toEqual({ fields: { EMAIL: { column: "email" } } });
    expect(withField(one, "EMAIL", null)).toEqual({ fields: {} });
  });

  it("has a country only where one is named", () => {
    expect(withCountry({ fields: {}, defaultCountry: "DE" }, { column: "country" })).toEqual({
      fields: {},
      country: { column: "country" },
    });
    expect(withCountry({ fields: {} }, { column: "", fallback: "AT" })).toEqual({
      fields: {},
      defaultCountry: "AT",
    });
  });

  it("leaves out what the policy blocks", () => {
    const blocked: FieldDecisionView = {
      field: "PHONE",
      label: "Phone",
      column: "phone",
      pii: "phone",
      rule: "blocked",
      form: null,
      allowed: false,
      line: "policy v1, tag phone: blocked",
      reason: null,
    };
    const mapping = {
      fields: { EMAIL: { column: "email" }, PHONE: { column: "phone" } },
      defaultCountry: "DE",
    };
    expect(allowedOnly(mapping, [blocked])).toEqual({
      fields: { EMAIL: { column: "email" } },
      defaultCountry: "DE",
    });
  });
});
