import type { Condition, MeasureScope, Test, Unit, Window } from "@/lib/core/segment/types";
import { AS_OF } from "./data";

export type BenchQuestion = {
  name: string;
  where: Condition;
  /** Ways an engineer would write it by hand, each a SELECT of `customer_id`; the fastest of the run is the one to beat. */
  hand: Shapes;
  /** Shapes only one engine understands, or is fastest with. */
  handOf?: { duckdb?: Shapes; postgres?: Shapes };
  /** Columns touched, as expressions whose totals cannot be answered from statistics. */
  scan: string;
};
export type Shapes = Record<string, string>;

const is = (value: Extract<Condition, { value: unknown }>["value"], test: Test): Condition => ({
  value,
  is: test,
});
const days = (last: number): Window => ({ last, unit: "day" as Unit });
const named = (name: string, last?: number): MeasureScope => ({
  of: "events",
  where: is({ column: "name" }, { eq: name }),
  ...(last && { during: days(last) }),
});
const did = (name: string, last: number, times = 1): Condition =>
  is({ count: true, ...named(name, last) }, { gte: times });
const ordered = (last: number): Condition =>
  is({ count: true, of: "orders", during: days(last) }, { gte: 1 });

/** An instant so many days before the one asked at. */
function ago(count: number): string {
  const at = new Date(Date.parse(AS_OF) - count * 86_400_000).toISOString();
  return `TIMESTAMP '${at.slice(0, 10)} 00:00:00'`;
}
const NOW = ago(0);
const within = (column: string, count: number) => `${column} >= ${ago(count)} AND ${column} < ${NOW}`;
const events = (name: string, count: number) => `name = '${name}' AND ${within("occurred_at", count)}`;
const eventIds = (name: string, count: number) =>
  `SELECT customer_id FROM events WHERE ${events(name, count)}`;

const EVENT_SCAN =
  "SELECT SUM(customer_id), SUM(LENGTH(name)), SUM(EXTRACT(HOUR FROM occurred_at)) FROM events";
const eventScan = (count: number) => `${EVENT_SCAN} WHERE ${within("occurred_at", count)}`;

export const QUESTIONS: readonly BenchQuestion[] = [
  {
    name: "attributes",
    where: {
      all: [
        is({ column: "country" }, { in: ["DE", "FR"] }),
        is({ column: "plan" }, { eq: "pro" }),
        is({ column: "opted_in" }, { eq: true }),
        is({ column: "created_at" }, { during: days(365) }),
      ],
    },
    hand: {
      "plain WHERE": `SELECT customer_id FROM customers
        WHERE country IN ('DE', 'FR') AND plan = 'pro' AND opted_in AND ${within("created_at", 365)}`,
    },
    scan: `SELECT SUM(LENGTH(country)), SUM(LENGTH(plan)), SUM(CASE WHEN opted_in THEN 1 END),
      SUM(EXTRACT(HOUR FROM created_at)), SUM(customer_id) FROM customers`,
  },
  {
    name: "event at least 3 times in 30 days",
    where: did("add_to_cart", 30, 3),
    hand: {
      "IN aggregated": `SELECT customer_id FROM customers WHERE customer_id IN
        (${eventIds("add_to_cart", 30)} GROUP BY customer_id HAVING COUNT(*) >= 3)`,
      "JOIN aggregated": `SELECT c.customer_id FROM customers c JOIN
        (${eventIds("add_to_cart", 30)} GROUP BY customer_id HAVING COUNT(*) >= 3) e ON e.customer_id = c.customer_id`,
    },
    scan: eventScan(30),
  },
  {
    name: "no event in 90 days",
    where: is({ count: true, ...named("checkout", 90) }, { eq: 0 }),
    hand: {
      "LEFT JOIN IS NULL": `SELECT c.customer_id FROM customers c LEFT JOIN
        (SELECT DISTINCT customer_id FROM events WHERE ${events("checkout", 90)}) n ON n.customer_id = c.customer_id
        WHERE n.customer_id IS NULL`,
      "NOT EXISTS": `SELECT customer_id FROM customers c WHERE NOT EXISTS
        (SELECT 1 FROM events e WHERE e.customer_id = c.customer_id AND ${events("checkout", 90)})`,
    },
    handOf: {
      duckdb: {
        "NOT IN": `SELECT customer_id FROM customers WHERE customer_id NOT IN (${eventIds("checkout", 90)})`,
      },
    },
    scan: eventScan(90),
  },
  {
    name: "sum of orders in 365 days over 500",
    where: is({ sum: { column: "total" }, of: "orders", during: days(365) }, { gt: "500" }),
    hand: {
      "IN aggregated": `SELECT customer_id FROM customers WHERE customer_id IN (SELECT customer_id FROM orders
        WHERE ${within("ordered_at", 365)} GROUP BY customer_id HAVING SUM(total) > 500)`,
      "JOIN aggregated": `SELECT c.customer_id FROM customers c JOIN (SELECT customer_id FROM orders
        WHERE ${within("ordered_at", 365)} GROUP BY customer_id HAVING SUM(total) > 500) o ON o.customer_id = c.customer_id`,
    },
    scan: `SELECT SUM(customer_id), SUM(total), SUM(EXTRACT(HOUR FROM ordered_at)) FROM orders WHERE ${within("ordered_at", 365)}`,
  },
  {
    name: "one event, then another within 7 days",
    where: {
      sequence: {
        anchor: "any",
        during: days(90),
        steps: [named("add_to_cart"), { ...named("purchase"), within: 7, unit: "day" }],
      },
    },
    hand: {
      "window, prefiltered": `SELECT customer_id FROM customers WHERE customer_id IN (SELECT customer_id FROM (
          SELECT customer_id, name, occurred_at, MIN(CASE WHEN name = 'purchase' THEN occurred_at END) OVER
            (PARTITION BY customer_id ORDER BY occurred_at, name DESC ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next
          FROM events WHERE (name = 'add_to_cart' OR name = 'purchase') AND ${within("occurred_at", 90)}
            AND customer_id IN (${eventIds("purchase", 90)})) w
        WHERE name = 'add_to_cart' AND next <= occurred_at + INTERVAL '7 days')`,
      "JOIN of the two": `SELECT customer_id FROM customers WHERE customer_id IN (
        SELECT a.customer_id FROM events a JOIN events b ON b.customer_id = a.customer_id
          AND b.occurred_at > a.occurred_at AND b.occurred_at <= a.occurred_at + INTERVAL '7 days'
        WHERE a.name = 'add_to_cart' AND a.occurred_at >= ${ago(90)} AND a.occurred_at < ${NOW}
          AND b.name = 'purchase' AND b.occurred_at >= ${ago(90)} AND b.occurred_at < ${NOW})`,
    },
    scan: eventScan(90),
  },
  {
    name: "(one event or another) and not a third",
    where: {
      all: [
        { any: [did("purchase", 90), did("email_open", 30)] },
        is({ count: true, ...named("support", 90) }, { eq: 0 }),
      ],
    },
    hand: {
      flags: `SELECT c.customer_id FROM customers c
        LEFT JOIN (SELECT DISTINCT customer_id FROM events WHERE ${events("purchase", 90)}) a ON a.customer_id = c.customer_id
        LEFT JOIN (SELECT DISTINCT customer_id FROM events WHERE ${events("email_open", 30)}) b ON b.customer_id = c.customer_id
        LEFT JOIN (SELECT DISTINCT customer_id FROM events WHERE ${events("support", 90)}) n ON n.customer_id = c.customer_id
        WHERE (a.customer_id IS NOT NULL OR b.customer_id IS NOT NULL) AND n.customer_id IS NULL`,
      "IN set operations": `SELECT customer_id FROM customers WHERE customer_id IN
        ((${eventIds("purchase", 90)} UNION ALL ${eventIds("email_open", 30)}) EXCEPT ${eventIds("support", 90)})`,
      "IN UNION, NOT EXISTS": `SELECT customer_id FROM customers c WHERE customer_id IN
        (${eventIds("purchase", 90)} UNION ALL ${eventIds("email_open", 30)}) AND NOT EXISTS
        (SELECT 1 FROM events e WHERE e.customer_id = c.customer_id AND ${events("support", 90)})`,
    },
    handOf: {
      duckdb: {
        "IN OR IN, NOT IN": `SELECT customer_id FROM customers WHERE
          (customer_id IN (${eventIds("purchase", 90)}) OR customer_id IN (${eventIds("email_open", 30)}))
          AND customer_id NOT IN (${eventIds("support", 90)})`,
        "marked IN UNION, NOT IN": `SELECT customer_id FROM customers WHERE COALESCE(customer_id IN
          (${eventIds("purchase", 90)} UNION ALL ${eventIds("email_open", 30)}), FALSE)
          AND customer_id NOT IN (${eventIds("support", 90)})`,
      },
    },
    scan: eventScan(90),
  },
  {
    name: "top 10 %",
    where: { rank: { by: { column: "lifetime_value" }, order: "desc", percent: 10 } },
    hand: {
      row_number: `SELECT customer_id FROM (SELECT customer_id, ROW_NUMBER() OVER
          (ORDER BY lifetime_value DESC, customer_id) AS place, COUNT(*) OVER () AS n
        FROM customers WHERE lifetime_value IS NOT NULL) r WHERE place * 100 <= n * 10`,
      "threshold, ties by key": `WITH k AS (SELECT COUNT(lifetime_value) * 10 / 100 AS kept, COUNT(lifetime_value) AS n FROM customers),
          t AS (SELECT MIN(v) AS v FROM (SELECT lifetime_value AS v FROM customers WHERE lifetime_value IS NOT NULL
                ORDER BY lifetime_value DESC LIMIT (SELECT CAST(FLOOR(kept) AS BIGINT) FROM k)) s),
          ties AS (SELECT customer_id, ROW_NUMBER() OVER (ORDER BY customer_id) AS place FROM customers WHERE lifetime_value = (SELECT v FROM t)),
          more AS (SELECT COUNT(*) AS n FROM customers WHERE lifetime_value > (SELECT v FROM t))
        SELECT customer_id FROM customers WHERE lifetime_value > (SELECT v FROM t)
        UNION ALL SELECT customer_id FROM ties WHERE place + (SELECT n FROM more) <= (SELECT kept FROM k)`,
    },
    handOf: {
      duckdb: {
        "quantile, ties by key": `WITH k AS (SELECT COUNT(lifetime_value) * 10 // 100 AS kept, quantile_disc(lifetime_value, 0.9) AS v FROM customers),
            near AS (SELECT customer_id, RANK() OVER (ORDER BY lifetime_value DESC, customer_id) AS place
              FROM customers WHERE lifetime_value >= (SELECT v FROM k))
          SELECT customer_id FROM near WHERE place <= (SELECT kept FROM k)`,
      },
    },
    scan: "SELECT SUM(customer_id), SUM(lifetime_value) FROM customers",
  },
  {
    name: "last seen over 60 days ago",
    where: is({ column: "last_seen_at" }, { during: { older_than: 60, unit: "day" } }),
    hand: { "plain WHERE": `SELECT customer_id FROM customers WHERE last_seen_at < ${ago(60)}` },
    scan: "SELECT SUM(customer_id), SUM(EXTRACT(HOUR FROM last_seen_at)) FROM customers",
  },
  {
    name: "four overlapping windows on one event",
    where: {
      all: [
        did("product_view", 7),
        did("product_view", 30, 2),
        did("product_view", 90, 4),
        did("product_view", 180, 6),
      ],
    },
    hand: {
      fused: `SELECT customer_id FROM customers WHERE customer_id IN (SELECT customer_id FROM events
        WHERE ${events("product_view", 180)} GROUP BY customer_id HAVING COUNT(*) >= 6
          AND COUNT(CASE WHEN occurred_at >= ${ago(90)} THEN 1 END) >= 4
          AND COUNT(CASE WHEN occurred_at >= ${ago(30)} THEN 1 END) >= 2
          AND COUNT(CASE WHEN occurred_at >= ${ago(7)} THEN 1 END) >= 1)`,
      "four sets": `SELECT customer_id FROM customers WHERE
            customer_id IN (${eventIds("product_view", 7)})
        AND customer_id IN (${eventIds("product_view", 30)} GROUP BY customer_id HAVING COUNT(*) >= 2)
        AND customer_id IN (${eventIds("product_view", 90)} GROUP BY customer_id HAVING COUNT(*) >= 4)
        AND customer_id IN (${eventIds("product_view", 180)} GROUP BY customer_id HAVING COUNT(*) >= 6)`,
    },
    scan: eventScan(180),
  },
  {
    name: "at least two orders, every one 50 or more",
    where: {
      all: [
        is({ count: true, of: "orders" }, { gte: 2 }),
        { every: "orders", must: is({ column: "total" }, { gte: "50" }) },
      ],
    },
    hand: {
      "one aggregate": `SELECT customer_id FROM customers WHERE customer_id IN (SELECT customer_id FROM orders
        GROUP BY customer_id HAVING COUNT(*) >= 2 AND COUNT(CASE WHEN total >= 50 THEN 1 END) = COUNT(*))`,
      "lowest of all": `SELECT customer_id FROM customers WHERE customer_id IN (SELECT customer_id FROM orders
        GROUP BY customer_id HAVING COUNT(*) >= 2 AND MIN(total) >= 50 AND COUNT(total) = COUNT(*))`,
      "anti join first": `SELECT c.customer_id FROM customers c LEFT JOIN
        (SELECT DISTINCT customer_id FROM orders WHERE total < 50 OR total IS NULL) n ON n.customer_id = c.customer_id
        WHERE n.customer_id IS NULL AND c.customer_id IN (SELECT customer_id FROM orders GROUP BY customer_id HAVING COUNT(*) >= 2)`,
    },
    scan: "SELECT SUM(customer_id), SUM(total) FROM orders",
  },
  {
    name: "first order of a category",
    where: is({ first: { column: "category" }, of: "orders" }, { eq: "bikes" }),
    hand: {
      row_number: `SELECT customer_id FROM customers WHERE customer_id IN (SELECT customer_id FROM
        (SELECT customer_id, category, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY ordered_at, order_id) AS place FROM orders) o
        WHERE place = 1 AND category = 'bikes')`,
      "earliest, joined back": `SELECT customer_id FROM customers WHERE customer_id IN (SELECT o.customer_id FROM orders o JOIN
        (SELECT customer_id, MIN(ordered_at) AS at FROM orders GROUP BY customer_id) f
          ON f.customer_id = o.customer_id AND f.at = o.ordered_at WHERE o.category = 'bikes'
          AND NOT EXISTS (SELECT 1 FROM orders p WHERE p.customer_id = o.customer_id AND p.ordered_at = o.ordered_at AND p.order_id < o.order_id))`,
      "prefiltered row_number": `SELECT customer_id FROM customers WHERE customer_id IN (SELECT customer_id FROM
        (SELECT customer_id, category, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY ordered_at, order_id) AS place FROM orders
          WHERE customer_id IN (SELECT customer_id FROM orders WHERE category = 'bikes')) o
        WHERE place = 1 AND category = 'bikes')`,
    },
    handOf: {
      duckdb: {
        "arg_min of a pair": `SELECT customer_id FROM customers WHERE customer_id IN (SELECT customer_id FROM orders
          GROUP BY customer_id HAVING arg_min(category, (ordered_at, order_id)) = 'bikes')`,
        "prefiltered arg_min": `SELECT customer_id FROM customers WHERE customer_id IN (SELECT customer_id FROM orders
          WHERE customer_id IN (SELECT customer_id FROM orders WHERE category = 'bikes')
          GROUP BY customer_id HAVING arg_min(category, (ordered_at, order_id)) = 'bikes')`,
      },
    },
    scan: "SELECT SUM(customer_id), SUM(LENGTH(category)), SUM(EXTRACT(HOUR FROM ordered_at)) FROM orders",
  },
  {
    name: "nested any and none",
    where: {
      any: [
        { not: { any: [did("page_view", 90), ordered(365)] } },
        { all: [is({ column: "plan" }, { eq: "pro" }), ordered(30)] },
      ],
    },
    hand: {
      flags: `SELECT c.customer_id FROM customers c
        LEFT JOIN (SELECT DISTINCT customer_id FROM events WHERE ${events("page_view", 90)}) a ON a.customer_id = c.customer_id
        LEFT JOIN (SELECT DISTINCT customer_id FROM orders WHERE ${within("ordered_at", 365)}) b ON b.customer_id = c.customer_id
        LEFT JOIN (SELECT DISTINCT customer_id FROM orders WHERE ${within("ordered_at", 30)}) d ON d.customer_id = c.customer_id
        WHERE (a.customer_id IS NULL AND b.customer_id IS NULL) OR (c.plan = 'pro' AND d.customer_id IS NOT NULL)`,
      "flags, fused": `SELECT c.customer_id FROM customers c
        LEFT JOIN (SELECT DISTINCT customer_id FROM events WHERE ${events("page_view", 90)}) a ON a.customer_id = c.customer_id
        LEFT JOIN (SELECT customer_id, MAX(ordered_at) AS at FROM orders WHERE ${within("ordered_at", 365)} GROUP BY customer_id) b ON b.customer_id = c.customer_id
        WHERE (a.customer_id IS NULL AND b.customer_id IS NULL) OR (c.plan = 'pro' AND b.at >= ${ago(30)})`,
    },
    handOf: {
      duckdb: {
        "IN under OR": `SELECT customer_id FROM customers WHERE
             (customer_id NOT IN (${eventIds("page_view", 90)}) AND customer_id NOT IN
               (SELECT customer_id FROM orders WHERE ${within("ordered_at", 365)}))
          OR (plan = 'pro' AND customer_id IN (SELECT customer_id FROM orders WHERE ${within("ordered_at", 30)}))`,
      },
    },
    scan: `SELECT (SELECT SUM(customer_id) + SUM(LENGTH(name)) + SUM(EXTRACT(HOUR FROM occurred_at)) FROM events WHERE ${within("occurred_at", 90)}),
      (SELECT SUM(customer_id) + SUM(EXTRACT(HOUR FROM ordered_at)) FROM orders WHERE ${within("ordered_at", 365)}),
      (SELECT SUM(customer_id) + SUM(LENGTH(plan)) FROM customers)`,
  },
];
