import type { Catalog, Trait } from "@/lib/core/catalog/types";
import { listHash, listText } from "@/lib/core/list/form";
import { HeldList, type ListForm, type Lists } from "@/lib/core/list/held";
import type { Audiences } from "@/lib/core/segment/audiences";
import { shop } from "./shop";

const MONEY = { kind: "decimal", precision: 12, scale: 2 } as const;

/** Traits of the shop's customers: a total, an age, one made of another, and one of SQL. */
export const TRAITS: Readonly<Record<string, Trait>> = {
  lifetime_spend: {
    kind: "value",
    name: "lifetime_spend",
    label: "Lifetime spend",
    value: { sum: { column: "total" }, of: "orders" },
  },
  age: { kind: "value", name: "age", label: "Age", value: { since: { column: "birthday" }, in: "year" } },
  spend_beyond_credit: {
    kind: "value",
    name: "spend_beyond_credit",
    label: "Spend beyond credit",
    value: { difference: [{ trait: "lifetime_spend" }, { column: "credit" }] },
  },
  loyalty: {
    kind: "sql",
    name: "loyalty",
    label: "Loyalty score",
    sql: "SELECT customer_id, SUM(total) AS score FROM orders GROUP BY customer_id",
    text: [
      "SELECT customer_id, SUM(total) AS score FROM ",
      { entity: "orders", alias: "orders" },
      " GROUP BY customer_id",
    ],
    key: ["customer_id"],
    column: "score",
    type: MONEY,
    pii: "sensitive",
    reads: [{ entity: "orders", columns: ["customer_id", "total"] }],
  },
};

/** The shop with these traits of its customers. */
export function shopWith(traits: Readonly<Record<string, Trait>> = TRAITS): Catalog {
  const { customers } = shop.entities;
  return { ...shop, entities: { ...shop.entities, customers: { ...customers!, traits } } };
}

/** A list that holds these values. */
export function heldList(id: string, values: readonly string[], form: ListForm = "exact"): HeldList {
  const salt = `salt of ${id}`;
  const hashes = [...new Set(values.map((value) => listHash(salt, listText(form, value))))];
  return new HeldList(id, `List ${id}`, form, id, () => ({ form, salt, hashes: hashes.sort() }));
}

/** What a definition may name: these lists and no audiences. */
export function knowing(...lists: readonly HeldList[]): Audiences {
  return {
    find: () => ({ problem: { code: "UNKNOWN_AUDIENCE", message: "No audience is known here." } }),
    lists: { find: (id) => lists.find((list) => list.id === id) ?? NO_LISTS.find(id) },
  };
}

const NO_LISTS: Lists = {
  find: (id) => ({
    problem: {
      code: "UNKNOWN_LIST",
      message: `There is no list \`${id.slice(0, 60)}\` here.`,
      fix: "Choose another list, or make this one.",
    },
  }),
};
