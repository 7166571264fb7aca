import { describe, expect, it } from "vitest";
import { identifierText, normalise } from "@/lib/core/identity/normalise";
import { hubspotNormalisers as hubspot } from "@/lib/core/identity/platforms/hubspot";

type Field = keyof typeof hubspot;
const all = (field: Field, values: string[]) =>
  Object.fromEntries(values.map((value) => [value, normalise(hubspot[field], value)]));

describe("HubSpot's normalisers", () => {
  it("keep dots and tags of an address, which is one whatever its case", () => {
    expect(all("EMAIL", [" J.Doe+Shop@Gmail.com ", "nobody", "a b@x.test", ""])).toEqual({
      " J.Doe+Shop@Gmail.com ": "j.doe+shop@gmail.com",
      nobody: null,
      "a b@x.test": null,
      "": null,
    });
  });

  it("take your own id as it is, and a record's as digits", () => {
    expect(all("OWN_ID", [" Ab-7 ", "", "  "])).toEqual({ " Ab-7 ": "Ab-7", "": null, "  ": null });
    expect(all("RECORD_ID", ["101", " 101 ", "1e3", "ab"])).toEqual({
      "101": "101",
      " 101 ": "101",
      "1e3": null,
      ab: null,
    });
  });

  it("send values as they are found there, never hashed", () => {
    expect(identifierText(hubspot.EMAIL, "Ann@Shop.test")).toBe("ann@shop.test");
    expect(identifierText(hubspot.OWN_ID, "AB".repeat(32))).toBe("AB".repeat(32));
  });
});
