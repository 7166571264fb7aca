import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftCatalog } from "@/lib/core/catalog/draft/index";
import { guessPii } from "@/lib/core/catalog/draft/pii-guess";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { BrowsedTable } from "@/lib/core/ports/warehouse";
import { parseCatalog } from "@/lib/definitions/catalog";
import { writeDraft } from "@/lib/definitions/catalog-draft";

const INTEGER: ColumnType = { kind: "integer" };
const TEXT: ColumnType = { kind: "text" };
const OPTIONS = { name: "Shop", zone: "Europe/Berlin", warehouse: { kind: "duckdb", file: "shop.duckdb" } };

function table(
  name: string,
  columns: Record<string, ColumnType | null>,
  more: Partial<BrowsedTable> = {},
): BrowsedTable {
  return {
    source: { kind: "table", table: ["shop", name] },
    kind: "table",
    columns: Object.entries(columns).map(([name, type]) => ({
      name,
      type,
      typeName: type?.kind ?? "jsonb",
      nullable: true,
    })),
    primaryKey: [],
    foreignKeys: [],
    approximateRows: null,
    ...more,
  };
}

const customers = table(
  "dim_customers",
  { customer_id: INTEGER, email: TEXT, DateOfBirth: { kind: "date" }, tags: null },
  {
    primaryKey: ["customer_id"],
  },
);
const orders = table(
  "orders",
  {
    order_id: INTEGER,
    customer_id: INTEGER,
    gift_for_id: INTEGER,
    updated_at: { kind: "timestamp", zone: "UTC" },
    ordered_at: { kind: "timestamp", zone: null },
    total: { kind: "decimal", precision: 12, scale: 2 },
  },
  {
    primaryKey: ["order_id"],
    foreignKeys: [
      { columns: ["customer_id"], table: ["shop", "dim_customers"], references: ["customer_id"] },
      { columns: ["gift_for_id"], table: ["shop", "dim_customers"], references: ["customer_id"] },
    ],
  },
);

describe("a draft of a catalog", () => {
  it("reads like a catalog somebody wrote, guesses marked", () => {
    expect(
      writeDraft(draftCatalog([customers, orders]), OPTIONS)
        .replace(/^#.*\n/gm, "")
        .trim(),
    ).toBe(
      `
version: 1
name: Shop
zone: Europe/Berlin
warehouse:
  kind: duckdb
  file: shop.duckdb
entities:
  customers:
    # The column tags is left out: segments cannot ask about jsonb.
    table: [ shop, dim_customers ]
    key: customer_id
    columns:
      customer_id: integer
      email: { type: text, pii: email } # a guess
      DateOfBirth: { type: date, pii: birth_date } # a guess
    relations:
      orders: { to: orders, many: true, on: [ [ customer_id, customer_id ] ] }
      orders_as_gift_for: { to: orders, many: true, on: [ [ customer_id, gift_for_id ] ] }
  orders:
    table: [ shop, orders ]
    key: order_id
    time: ordered_at # a guess
    columns:
      order_id: integer
      customer_id: integer
      gift_for_id: integer
      updated_at: timestamp
      ordered_at: timestamptz
      total: decimal(12,2)
    relations:
      customer: { to: customers, one: true, on: [ [ customer_id, customer_id ] ] }
      gift_for: { to: customers, one: true, on: [ [ gift_for_id, customer_id ] ] }
`.trim(),
    );
  });

  it("leaves out foreign keys no relation can state, and says so", () => {
    const keyless = table(
      "visits",
      { customer: TEXT },
      {
        foreignKeys: [
          { columns: ["customer"], table: ["shop", "dim_customers"], references: ["customer_id"] },
        ],
      },
    );
    const [, visits] = draftCatalog([customers, keyless]);
    expect(visits).toMatchObject({
      relations: [],
      notes: ["Its foreign key customer to customers is left out: its columns differ in type."],
    });
  });

  it("tells tables of one name apart by their schemas", () => {
    const other = {
      ...orders,
      source: { kind: "table", table: ["archive", "orders"] },
      foreignKeys: [],
    } as const;
    expect(draftCatalog([orders, other]).map(({ name }) => name)).toEqual(["orders", "archive_orders"]);
  });

  it("keeps the digits of a CSV file's numbers to call and codes", () => {
    const file = table(
      "people",
      { phone: INTEGER, zip: INTEGER, id: INTEGER },
      {
        source: { kind: "files", files: ["people.csv"], format: "csv" },
      },
    );
    expect(draftCatalog([file])[0]!.columns.map(({ name, type }) => [name, type.kind])).toEqual([
      ["phone", "text"],
      ["zip", "text"],
      ["id", "integer"],
    ]);
  });

  it("can be read as a catalog, whatever things are called", async () => {
    const name = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
      fc.constantFrom(
        "select",
        "a.b",
        "Ünïcode",
        "1st",
        "__proto__",
        "constructor",
        "null",
        "yes",
        "- x",
        "#",
        "{}",
        '"',
        "  ",
      ),
    );
    const type = fc.constantFrom<ColumnType | null>(
      INTEGER,
      TEXT,
      { kind: "date" },
      { kind: "double" },
      null,
    );
    const drawn = fc.array(
      fc.record({
        name,
        columns: fc.uniqueArray(fc.tuple(name, type), { selector: ([column]) => column, maxLength: 6 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(drawn, async (tables) => {
        const browsed = tables.map((one) => table(one.name, Object.fromEntries(one.columns)));
        const linked = browsed.map((one) => {
          const [first] = one.columns;
          const parent = browsed[0]!;
          const to = parent.columns[0];
          return {
            ...one,
            primaryKey: first ? [first.name] : [],
            foreignKeys:
              first && to && parent.source.kind === "table"
                ? [{ columns: [first.name], table: parent.source.table, references: [to.name] }]
                : [],
          };
        });
        const drafts = draftCatalog(linked);
        const { problems } = await parseCatalog(writeDraft(drafts, OPTIONS));
        expect(problems).toEqual(drafts.length > 0 ? [] : [expect.objectContaining({ code: "NO_ENTITIES" })]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what a column's name suggests", () => {
  it.each([
    ["EmailAddress", "email"],
    ["contact_email", "email"],
    ["mobilePhone", "phone"],
    ["surname", "last_name"],
    ["ZIP", "postal_code"],
    ["dob", "birth_date"],
    ["billing_address_1", "street"],
    ["ip", "ip_address"],
    ["idfa", "device_id"],
    ["tax_id", "sensitive"],
    ["product_name", null],
    ["shipping_method", null],
    ["email_opens", null],
    ["capital", null],
    ["order_state_changes", null],
  ] as const)("%s: %s", (column, tag) => {
    expect(guessPii(column, "things")).toBe(tag);
  });

  it("depends on whose name it is", () => {
    expect([guessPii("name", "customers"), guessPii("name", "products")]).toEqual(["full_name", null]);
  });
});
