import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Catalog } from "@/lib/core/catalog/types";
import { describe as sentenceOf } from "@/lib/core/segment/describe";
import { parseSegment } from "@/lib/core/segment/parse";
import { TEMPLATES, templatesFor } from "@/lib/core/templates";
import { parseCatalog } from "@/lib/definitions/catalog";

async function catalogIn(file: string): Promise<Catalog> {
  const { catalog, problems } = await parseCatalog(readFileSync(file, "utf8"));
  if (!catalog) throw new Error(JSON.stringify(problems));
  return catalog;
}

const SHOP = await catalogIn("prisma/seed/shop.catalog.yaml");
const ADVENTUREWORKS = await catalogIn("test/cases/adventureworks/catalog.yaml");
const SAKILA = await catalogIn("test/cases/sakila/catalog.yaml");
const GA4 = await catalogIn("test/cases/ga4/catalog.yaml");

const missingIn = (catalog: Catalog, entity: string) =>
  Object.fromEntries(
    templatesFor(catalog, entity).flatMap((one) => (one.fits ? [] : [[one.id, one.missing]])),
  );

/** The tree with a value chosen wherever a template leaves that to the person. */
function finished(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree).replaceAll('"in":[]', '"in":["Bikes"]'));
}

describe("templates", () => {
  it("are twelve, each with a name and a line of its own", () => {
    expect(TEMPLATES).toHaveLength(12);
    expect(new Set(TEMPLATES.map(({ id }) => id)).size).toBe(12);
    expect(new Set(TEMPLATES.map(({ summary }) => summary)).size).toBe(12);
  });

  it.each([
    ["the demo shop", SHOP, "customers", 12],
    ["adventureworks", ADVENTUREWORKS, "customers", 9],
    ["sakila", SAKILA, "customer", 8],
    ["ga4", GA4, "users", 10],
  ])("of %s that fit are whole, but for what a person must choose", (_, catalog, entity, fitting) => {
    const fits = templatesFor(catalog, entity).filter((one) => one.fits);
    expect(fits).toHaveLength(fitting);
    for (const { id, segment } of fits) {
      const { problems } = parseSegment(segment, { catalog });
      expect([id, problems.map(({ code }) => code)]).toEqual([
        id,
        id === "bought-one-not-other" ? ["INCOMPLETE", "INCOMPLETE"] : [],
      ]);
      const whole = parseSegment(finished(segment), { catalog });
      expect([id, whole.problems]).toEqual([id, []]);
      expect(sentenceOf(whole.segment!, catalog)).toMatch(/^Everyone in \w+ .+\.$/);
    }
  });

  it("say what is missing where they do not fit", () => {
    expect(missingIn(SHOP, "customers")).toEqual({});
    const noVisits = ["visits or events that say when they happened"];
    const noCart = [...noVisits, "a column that names each event"];
    expect(missingIn(ADVENTUREWORKS, "customers")).toEqual({
      "cart-abandoned": noCart,
      "discount-only": ["a coupon or a discount on orders"],
      "active-no-purchase": noVisits,
    });
    expect(missingIn(SAKILA, "customer")).toEqual({
      "cart-abandoned": noCart,
      "birthday-next-week": ["a date of birth, tagged as birth_date"],
      "discount-only": ["a coupon or a discount on orders"],
      "active-no-purchase": noVisits,
    });
    expect(missingIn(GA4, "users")).toEqual({
      "birthday-next-week": ["a date of birth, tagged as birth_date"],
      "discount-only": ["a coupon or a discount on orders"],
    });
  });

  it("fit no rows without orders or events", () => {
    expect(templatesFor(SHOP, "stores").filter(({ fits }) => fits)).toEqual([]);
  });

  it("take as purchases the events that carry an amount, where there are only events", () => {
    const never = templatesFor(GA4, "users").find(({ id }) => id === "never-ordered");
    expect(never).toMatchObject({
      fits: true,
      segment: {
        where: {
          all: [
            {
              value: {
                count: true,
                of: "events",
                where: { all: [{ value: { column: "purchase_revenue_usd" }, is: { known: true } }] },
              },
              is: { eq: 0 },
            },
          ],
        },
      },
    });
  });

  it("name the time of rows where the catalog does not", () => {
    const untimed: Catalog = {
      ...SHOP,
      entities: { ...SHOP.entities, orders: { ...SHOP.entities.orders!, timeColumn: null } },
    };
    const byId = new Map(templatesFor(untimed, "customers").map((one) => [one.id, one]));
    expect(byId.get("new-customers")).toMatchObject({
      segment: {
        where: { all: [{ value: { first: { column: "ordered_at" }, of: "orders", at: "ordered_at" } }] },
      },
    });
    expect(byId.get("cart-abandoned")).toMatchObject({
      segment: {
        where: { all: [{ sequence: { steps: [{ of: "events" }, { of: "orders", at: "ordered_at" }] } }] },
      },
    });
    expect([...byId.values()].filter(({ fits }) => fits)).toHaveLength(12);
  });

  it("read as people speak", () => {
    const vips = templatesFor(SHOP, "customers").find(({ id }) => id === "lapsing-vips");
    expect(vips?.fits && sentenceOf(vips.segment, SHOP)).toBe(
      "Everyone in Customers in the 20% with the highest sum of total over orders, with at least one order in the last 365 days, and with no orders in the last 90 days.",
    );
  });
});
