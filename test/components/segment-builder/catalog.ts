import { catalogOf } from "@/components/segment-builder/catalog-of";
import type { CatalogView } from "@/lib/core/views/catalog";

const column = (name: string, label: string, type: string, pii: string | null = null) => ({
  name,
  label,
  type,
  pii,
});

/** A shop as the API shows it. */
export const SHOP_VIEW: CatalogView = {
  name: "Shop",
  zone: "Europe/Berlin",
  warehouse: "duckdb",
  version: 1,
  entities: [
    {
      name: "customers",
      label: "Customers",
      singular: "customer",
      source: "customers",
      key: ["id"],
      timeColumn: "created_at",
      segmentable: true,
      columns: [
        column("id", "Number", "integer"),
        column("email", "E-mail", "text", "email"),
        column("country", "Country", "text"),
        column("born_on", "Born on", "date", "birth_date"),
        column("created_at", "Opened", "timestamp"),
        column("consent", "Consent", "boolean"),
      ],
      relations: [
        { name: "orders", label: "Orders", to: "orders", cardinality: "many" },
        { name: "store", label: "Home store", to: "stores", cardinality: "one" },
      ],
    },
    {
      name: "orders",
      label: "Orders",
      singular: "order",
      source: "orders",
      key: ["id"],
      timeColumn: "ordered_at",
      segmentable: true,
      columns: [
        column("id", "Number", "integer"),
        column("total", "Total", "decimal(12,2)"),
        column("ordered_at", "Ordered at", "timestamp"),
        column("ship_to", "Ship to", "text", "full_name"),
      ],
      relations: [
        { name: "customer", label: "Customer", to: "customers", cardinality: "one" },
        { name: "items", label: "Items", to: "items", cardinality: "many" },
      ],
    },
    {
      name: "items",
      label: "Items",
      singular: "item",
      source: "items",
      key: ["id"],
      timeColumn: null,
      segmentable: true,
      columns: [column("id", "Number", "integer"), column("sku", "SKU", "text")],
      relations: [],
    },
    {
      name: "stores",
      label: "Stores",
      singular: "store",
      source: "stores",
      key: ["id"],
      timeColumn: null,
      segmentable: true,
      columns: [column("id", "Number", "integer"), column("city", "City", "text")],
      relations: [],
    },
  ],
};

export const SHOP = catalogOf(SHOP_VIEW);
