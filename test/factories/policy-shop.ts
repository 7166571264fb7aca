import type { Catalog } from "@/lib/core/catalog/types";
import { column, entity, shop } from "./shop";

/** The shop, with what a policy speaks of: consent, a postal code and a table of people to leave alone. */
export const policyShop: Catalog = {
  ...shop,
  entities: {
    ...shop.entities,
    customers: {
      ...shop.entities.customers!,
      columns: {
        ...shop.entities.customers!.columns,
        ads_consent: column("ads_consent", { kind: "boolean" }),
        phone: column("phone", { kind: "text" }, "phone"),
        first_name: column("first_name", { kind: "text" }, "first_name"),
        postal_code: column("postal_code", { kind: "text" }, "postal_code"),
      },
    },
    suppressed: entity("suppressed", "Suppressed", "request", {
      key: [],
      columns: [column("email", { kind: "text" }, "email")],
      relations: [],
    }),
    left_alone: entity("left_alone", "Left alone", "request", {
      key: [],
      columns: [column("value", { kind: "text" })],
      relations: [],
    }),
    left_phone: entity("left_phone", "Left phone", "request", {
      key: [],
      columns: [column("value", { kind: "text" })],
      relations: [],
    }),
  },
};
