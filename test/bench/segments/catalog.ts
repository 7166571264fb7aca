import type { Catalog, ColumnType, WarehouseSettings } from "@/lib/core/catalog/types";
import { column, entity, relation } from "@/test/factories/shop";

const TEXT: ColumnType = { kind: "text" };
const INTEGER: ColumnType = { kind: "integer" };
const MONEY: ColumnType = { kind: "decimal", precision: 12, scale: 2 };
const TIME: ColumnType = { kind: "timestamp", zone: "UTC" };

/** What the questions speak of: people, what they did and what they ordered. */
export function benchCatalog(warehouse: WarehouseSettings): Catalog {
  const mine: [string, string][] = [["customer_id", "customer_id"]];
  return {
    version: 1,
    name: "Bench",
    zone: "UTC",
    warehouse,
    entities: {
      customers: entity("customers", "Customers", "customer", {
        key: ["customer_id"],
        columns: [
          column("customer_id", INTEGER),
          column("country", TEXT),
          column("plan", TEXT),
          column("opted_in", { kind: "boolean" }),
          column("created_at", TIME),
          column("last_seen_at", TIME),
          column("lifetime_value", MONEY),
        ],
        relations: [relation("events", "events", "many", mine), relation("orders", "orders", "many", mine)],
      }),
      events: entity("events", "Events", "event", {
        key: ["event_id"],
        timeColumn: "occurred_at",
        columns: [
          column("event_id", INTEGER),
          column("customer_id", INTEGER),
          column("name", TEXT),
          column("occurred_at", TIME),
        ],
        relations: [],
      }),
      orders: entity("orders", "Orders", "order", {
        key: ["order_id"],
        timeColumn: "ordered_at",
        columns: [
          column("order_id", INTEGER),
          column("customer_id", INTEGER),
          column("ordered_at", TIME),
          column("category", TEXT),
          column("status", TEXT),
          column("total", MONEY),
        ],
        relations: [],
      }),
    },
  };
}
