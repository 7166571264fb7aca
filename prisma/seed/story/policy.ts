import type { Policy } from "@/lib/core/policy/types";

/** What Ines lets leave for Meta: hashed contact data of people who said yes to ads and never asked to be left alone. */
export const metaPolicy: Policy = {
  tags: {
    email: "hashed",
    phone: "hashed",
    first_name: "hashed",
    last_name: "hashed",
    postal_code: "hashed",
    birth_date: "blocked",
    gender: "blocked",
  },
  columns: { "customers.country": "hashed" },
  consent: { customers: { value: { column: "ads_consent" }, is: { eq: true } } },
  suppression: {
    customers: [{ entity: "do_not_advertise", column: "email", memberColumn: "email" }],
  },
  deciding: ["city", "state"],
  minimumSize: 100,
};
