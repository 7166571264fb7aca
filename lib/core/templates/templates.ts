import type { Template } from "./types";

const orders = { count: true, of: "$orders" };
const spent = { sum: { column: "$amount" }, of: "$orders" };
const days = (last: number) => ({ during: { last, unit: "day" } });
const atLeast = (value: object, gte: number) => ({ value, is: { gte } });
const none = (value: object) => ({ value, is: { eq: 0 } });
const bought = {
  count: true,
  of: "$lines",
  where: { all: [{ value: { column: "$category" }, is: { in: [] } }] },
};

/** In the order they are offered. Every number in them is a start, to be changed. */
export const TEMPLATES: readonly Template[] = [
  {
    id: "lapsing-vips",
    label: "Lapsing VIPs",
    summary: "The fifth that spent most, who ordered within a year but not in the last 90 days.",
    where: {
      all: [
        { rank: { by: spent, order: "desc", percent: 20 } },
        atLeast({ ...orders, ...days(365) }, 1),
        none({ ...orders, ...days(90) }),
      ],
    },
  },
  {
    id: "second-purchase",
    label: "Ready for a second purchase",
    summary: "One order so far, made between a week and two months ago.",
    where: {
      all: [
        { value: orders, is: { eq: 1 } },
        atLeast({ ...orders, ...days(60) }, 1),
        none({ ...orders, ...days(7) }),
      ],
    },
  },
  {
    id: "cart-abandoned",
    label: "Cart abandoned",
    summary: "Put something into the cart in the last week, and did not order in the three days after.",
    where: {
      all: [
        {
          sequence: {
            anchor: "any",
            ...days(7),
            steps: [
              {
                of: "$activity",
                where: {
                  all: [{ value: { column: "$event_name" }, is: { contains: "cart", ignore_case: true } }],
                },
              },
              { of: "$orders", within: 3, unit: "day", none: true },
            ],
          },
        },
      ],
    },
  },
  {
    id: "birthday-next-week",
    label: "Birthday in the coming week",
    summary: "Whose birthday is within the next seven days, whatever the year.",
    where: {
      all: [{ value: { column: "$birthday" }, is: { anniversary: { next: 7, unit: "day" } } }],
    },
  },
  {
    id: "new-customers",
    label: "New customers",
    summary: "Whose first order was in the last 30 days.",
    where: {
      all: [{ value: { first: { column: "$orders_time" }, of: "$orders" }, is: days(30) }],
    },
  },
  {
    id: "high-spenders",
    label: "High spenders",
    summary: "The top 10 % by what they spent in the last year, of those who ordered in it.",
    where: {
      all: [
        {
          rank: {
            by: { ...spent, ...days(365) },
            order: "desc",
            percent: 10,
            among: { all: [atLeast({ ...orders, ...days(365) }, 1)] },
          },
        },
      ],
    },
  },
  {
    id: "win-back",
    label: "Win back",
    summary: "Ordered at least twice, but not in the last 180 days.",
    where: { all: [atLeast(orders, 2), none({ ...orders, ...days(180) })] },
  },
  {
    id: "never-ordered",
    label: "Never ordered",
    summary: "Known, but without a single order.",
    where: { all: [none(orders)] },
  },
  {
    id: "bought-one-not-other",
    label: "Bought one category, not another",
    summary: "Say which category they bought from, and from which they never did.",
    where: { all: [atLeast(bought, 1), none(bought)] },
  },
  {
    id: "discount-only",
    label: "Discount-only buyers",
    summary: "Ordered at least twice, and every time at a discount.",
    where: { all: [atLeast(orders, 2), { every: "$orders", must: { all: [{ slot: "$discounted" }] } }] },
  },
  {
    id: "one-time-buyers",
    label: "One-time buyers",
    summary: "One order in all, more than 90 days ago.",
    where: { all: [{ value: orders, is: { eq: 1 } }, none({ ...orders, ...days(90) })] },
  },
  {
    id: "active-no-purchase",
    label: "Active, but not buying",
    summary: "Came by at least three times in the last 30 days without ordering.",
    where: {
      all: [atLeast({ count: true, of: "$activity", ...days(30) }, 3), none({ ...orders, ...days(30) })],
    },
  },
];
