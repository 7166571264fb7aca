import { describe, expect, it } from "vitest";
import { columnLike, suggestedSuppression } from "@/components/destinations/policy/suggested-suppression";

const column = (name: string, pii: string | null = null) => ({ name, label: name, type: "text", pii });
const relation = (to: string) => ({ name: to, label: to, to, cardinality: "many" as const });
const customers = {
  name: "customers",
  key: ["customer_id"],
  columns: [column("customer_id"), column("email", "email")],
  relations: [relation("orders")],
};
const orders = {
  name: "orders",
  key: ["order_id"],
  columns: [column("order_id"), column("customer_id")],
  relations: [],
};
const objections = {
  name: "objections",
  key: ["address"],
  columns: [column("asked_on"), column("address", "email")],
  relations: [],
};

describe("a new line of suppression", () => {
  it("compares a table that stands alone by what both hold of a person", () => {
    expect(suggestedSuppression(customers, [customers, orders, objections])).toEqual({
      entity: "objections",
      column: "address",
      memberColumn: "email",
    });
  });

  it("compares by the member's key where nothing personal is in both", () => {
    expect(suggestedSuppression(customers, [customers, orders])).toEqual({
      entity: "orders",
      column: "customer_id",
      memberColumn: "customer_id",
    });
    expect(suggestedSuppression(customers, [customers])).toBeNull();
  });

  it("keeps comparing the same when another table is chosen", () => {
    expect(columnLike(customers, "email", objections)).toBe("address");
    expect(columnLike(customers, "email", orders)).toBe("order_id");
  });
});
