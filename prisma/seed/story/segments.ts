import type { Condition, Window } from "@/lib/core/segment/types";

const orders = (during?: Window) => ({ count: true as const, of: "orders", ...(during ? { during } : {}) });
const days = (last: number): Window => ({ last, unit: "day" });
const countryIn = (...countries: string[]): Condition => ({
  value: { column: "country" },
  is: { in: countries },
});

/** Spent well within a year, silent for three months. */
export const lapsingVips: Condition = {
  all: [
    {
      value: { sum: { column: "total" }, of: "orders", during: { last: 12, unit: "month" } },
      is: { gte: 1000 },
    },
    { value: orders(days(90)), is: { eq: 0 } },
  ],
};

/** The same, asked of people with two orders at least: what is waiting for approval. */
export const lapsingVipsWithTwoOrders: Condition = {
  all: [...lapsingVips.all, { value: orders({ last: 12, unit: "month" }), is: { gte: 2 } }],
};

export const loyalMembers: Condition = {
  all: [
    { value: { column: "loyalty_tier" }, is: { in: ["gold", "silver"] } },
    { value: orders(days(365)), is: { gte: 1 } },
  ],
};

export const cartAbandoners: Condition = {
  all: [
    {
      value: {
        count: true,
        of: "events",
        where: { value: { column: "name" }, is: { eq: "add_to_cart" } },
        during: days(14),
      },
      is: { gte: 1 },
    },
    { value: orders(days(14)), is: { eq: 0 } },
  ],
};

export const secondPurchase: Condition = {
  all: [
    { value: orders(), is: { eq: 1 } },
    { value: orders(days(60)), is: { eq: 1 } },
  ],
};

export const germanFootwear: Condition = {
  all: [
    countryIn("DE"),
    {
      value: {
        count: true,
        of: "orders.items",
        where: { value: { column: "product.category" }, is: { eq: "Footwear" } },
      },
      is: { gte: 1 },
    },
  ],
};

export const recentBuyers: Condition = { all: [{ value: orders(days(7)), is: { gte: 1 } }] };

export const newsletterReaders: Condition = {
  all: [
    {
      value: {
        count: true,
        of: "events",
        where: { value: { column: "name" }, is: { eq: "email_click" } },
        during: days(30),
      },
      is: { gte: 1 },
    },
    { not: { value: { column: "newsletter_consent" }, is: { eq: false } } },
  ],
};
