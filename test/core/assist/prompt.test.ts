import { describe, expect, it } from "vitest";
import { promptFor } from "@/lib/core/assist/prompt";
import { readAnswer } from "@/lib/core/assist/read-answer";
import { parseCatalog } from "@/lib/definitions/catalog";

const { catalog } = await parseCatalog(`version: 1
name: Shop
warehouse: { kind: duckdb, folder: . }
entities:
  people:
    label: People
    singular: person
    files: people.csv
    key: id
    pii: none
    columns:
      id: integer
      plan: { type: text, description: "gold or SILVERISH" }
      email: { type: text, pii: email }
    relations:
      orders: { to: orders, many: true, on: { id: person_id } }
    traits:
      gold_orders:
        label: Gold orders
        value: { count: true, of: orders, where: { value: { column: grade }, is: { eq: GOLDISH } } }
  orders:
    label: Orders
    singular: order
    files: orders.csv
    key: order_id
    time: ordered_at
    pii: none
    columns: { order_id: integer, person_id: integer, grade: text, ordered_at: timestamp }
  machines:
    label: Machines
    files: machines.csv
    key: id
    pii: none
    columns: { id: integer }
`);

describe("what a model is told", () => {
  it("is names and types of what the entity leads to, and no values of descriptions or traits", () => {
    const [system, user] = promptFor(catalog!, "people", "People with a plan");
    expect(user).toEqual({ role: "user", text: "People with a plan" });
    expect(system?.text).toContain(
      [
        "entity `people` (People; one is a person)",
        "  column `id` integer (Id)",
        "  column `plan` text (Plan)",
        "  column `email` text (Email), personal: email",
        "  trait `gold_orders` integer (Gold orders)",
        "  relation `orders` to many `orders`",
        "entity `orders` (Orders; one is a order), happened at `ordered_at`",
      ].join("\n"),
    );
    for (const value of ["SILVERISH", "GOLDISH", "machines"]) expect(system?.text).not.toContain(value);
  });

  it("may be answered with a bare condition, which becomes the first of a group", () => {
    const condition = { value: { column: "plan" }, is: { in: ["pro"] } };
    expect(readAnswer(JSON.stringify(condition), catalog!, "people")).toEqual({
      kind: "segment",
      segment: { version: 1, entity: "people", where: { all: [condition] } },
    });
  });
});
