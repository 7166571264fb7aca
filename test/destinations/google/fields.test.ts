import { expect, it } from "vitest";
import google from "@/lib/destinations/google";

it("tells consent that is not mapped only where the account's setting refuses it", () => {
  expect(google.set?.unmapped?.({ unknownConsent: "denied" })).toEqual({
    ad_user_data: "DENIED",
    ad_personalization: "DENIED",
  });
  expect(google.set?.unmapped?.({ unknownConsent: "granted" })).toEqual({});
  expect(google.set?.unmapped?.({})).toEqual({});
});
