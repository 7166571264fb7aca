import type { Catalog, Column, ColumnType, Entity, PiiTag, Relation } from "@/lib/core/catalog/types";

const TEXT: ColumnType = { kind: "text" };
const INTEGER: ColumnType = { kind: "integer" };
const MONEY: ColumnType = { kind: "decimal", precision: 12, scale: 2 };
const DATE: ColumnType = { kind: "date" };
const TIME: ColumnType = { kind: "timestamp", zone: "UTC" };

/** A small shop as the parser would give it: what the tests of the language speak about. */
export const shop: Catalog = {
  version: 1,
  name: "Shop",
  zone: "Europe/Berlin",
  warehouse: { kind: "duckdb", file: "shop.duckdb" },
  entities: {
    customers: entity("customers", "Customers", "customer", {
      key: ["customer_id"],
      columns: [
        column("customer_id", INTEGER),
        column("email", TEXT, "email"),
        column("last_name", TEXT, "last_name"),
        column("country", TEXT),
        column("city", TEXT, "city"),
        column("birthday", DATE, "birth_date"),
        column("signed_up_at", TIME),
        column("credit", MONEY),
        column("score", { kind: "double" }),
        column("is_company", { kind: "boolean" }),
        column("account_id", INTEGER),
        column("notes", TEXT, "unclassified"),
      ],
      relations: [
        relation("orders", "orders", "many", [["customer_id", "customer_id"]]),
        relation("account", "accounts", "one", [["account_id", "account_id"]]),
        relation("visits", "visits", "many", [["customer_id", "customer_id"]]),
      ],
    }),
    accounts: entity("accounts", "Accounts", "account", {
      key: ["account_id"],
      columns: [column("account_id", INTEGER), column("plan", TEXT), column("since", DATE)],
      relations: [relation("people", "customers", "many", [["account_id", "account_id"]])],
    }),
    orders: entity("orders", "Orders", "order", {
      key: ["order_id"],
      timeColumn: "ordered_at",
      columns: [
        column("order_id", INTEGER),
        column("customer_id", INTEGER),
        column("ordered_at", TIME),
        column("shipped_on", DATE),
        column("total", MONEY),
        column("status", TEXT),
        column("store_id", INTEGER),
      ],
      relations: [
        relation("items", "items", "many", [["order_id", "order_id"]]),
        relation("customer", "customers", "one", [["customer_id", "customer_id"]]),
        relation("neighbours", "visits", "many", [["store_id", "store_id"]]),
        relation("same_store", "orders", "many", [["store_id", "store_id"]]),
      ],
    }),
    items: entity("items", "Order items", "item", {
      key: ["order_id", "line"],
      columns: [
        column("order_id", INTEGER),
        column("line", INTEGER),
        column("product_id", INTEGER),
        column("quantity", INTEGER),
        column("price", MONEY),
      ],
      relations: [
        relation("product", "products", "one", [["product_id", "product_id"]]),
        relation("order", "orders", "one", [["order_id", "order_id"]]),
      ],
    }),
    products: entity("products", "Products", "product", {
      key: ["product_id"],
      columns: [column("product_id", INTEGER), column("category", TEXT), column("name", TEXT)],
      relations: [],
    }),
    visits: entity("visits", "Visits", "visit", {
      key: [],
      timeColumn: "seen_at",
      columns: [
        column("customer_id", INTEGER),
        column("store_id", INTEGER),
        column("page", TEXT),
        column("seen_at", { kind: "timestamp", zone: null }),
      ],
      relations: [],
    }),
  },
};

type Parts = {
  key: string[];
  timeColumn?: string;
  columns: Column[];
  relations: Relation[];
};

export function entity(name: string, label: string, singular: string, parts: Parts): Entity {
  return {
    name,
    label,
    singular,
    source: { kind: "table", table: [name] },
    key: parts.key,
    timeColumn: parts.timeColumn ?? null,
    columns: Object.fromEntries(parts.columns.map((one) => [one.name, one])),
    relations: Object.fromEntries(parts.relations.map((one) => [one.name, one])),
  };
}

export function column(name: string, type: ColumnType, pii: PiiTag | null = null): Column {
  return { name, type, label: sentenceCase(name), pii };
}

export function relation(
  name: string,
  to: string,
  cardinality: "one" | "many",
  on: [string, string][],
): Relation {
  return { name, to, cardinality, on, label: sentenceCase(name) };
}

function sentenceCase(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
