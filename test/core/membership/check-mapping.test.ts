import { describe, expect, it } from "vitest";
import { checkMapping } from "@/lib/core/membership/check-mapping";
import google from "@/lib/destinations/google";
import { SHOP } from "../../components/segment-builder/catalog";

const definition = { ...google.set!, id: google.id, label: google.label };
const problemsOf = (...fields: string[]) =>
  checkMapping(
    { fields: Object.fromEntries(fields.map((field) => [field, { column: "email" }])) },
    definition,
    SHOP,
    "customers",
  );

describe("a mapping", () => {
  it("may fill identifiers of one family, however many", () => {
    expect(problemsOf("email", "phone", "given_name", "ad_user_data")).toEqual([]);
  });

  it("is refused where it fills identifiers that no object takes together", () => {
    expect(problemsOf("phone", "user_id")).toEqual([
      {
        code: "IDENTIFIERS_APART",
        path: "mapping.fields.user_id",
        message: "Google Customer Match takes no Your own id where it takes Phone number.",
        fix: "Leave out one of the two, or send them with a sync of their own.",
      },
    ]);
  });
});
