/** The instant every question is asked at; rows lie before it. */
export const AS_OF = "2026-11-20T00:00:00Z";
const NOW = "TIMESTAMP '2026-11-20 00:00:00'";

export type Size = { customers: number; events: number; orders: number };

/** 5 million customers, 50 million events and 10 million orders, times the scale. */
export function sizeOf(scale: number): Size {
  const of = (millions: number) => Math.max(1_000, Math.round(millions * 1_000_000 * scale));
  return { customers: of(5), events: of(50), orders: of(10) };
}

/**
 * The tables, filled by sets. Rows come in the order of time, as they are appended in life; a few customers do much and
 * most do little. Integer arithmetic that every engine does alike draws the values, so all hold the same rows.
 */
export function dataSql(size: Size, series: (rows: number) => string): string[] {
  const { customers, events, orders } = size;
  return [
    `CREATE TABLE customers AS
SELECT i + 1 AS customer_id,
       CASE WHEN ${draw("i", 1)} % 1000 < 30 THEN NULL ELSE ${pick(draw("i", 2), COUNTRIES)} END AS country,
       ${pick(draw("i", 3), { free: 70, plus: 20, pro: 10 })} AS plan,
       ${draw("i", 4)} % 100 < 60 AS opted_in,
       ${NOW} - (${draw("i", 5)} % 94608000) * INTERVAL '1 second' AS created_at,
       CASE WHEN ${draw("i", 6)} % 100 < 5 THEN NULL ELSE ${NOW} - (${draw("i", 7)} % 31536000) * INTERVAL '1 second' END AS last_seen_at,
       CASE WHEN ${draw("i", 8)} % 100 < 8 THEN NULL ELSE CAST((${draw("i", 9)} % 1000) * (${draw("i", 10)} % 500) AS DECIMAL(12,2)) / 100 END AS lifetime_value
FROM ${series(customers)}`,
    `CREATE TABLE events AS
SELECT i + 1 AS event_id, ${customer("i", customers)} AS customer_id, ${pick(draw("i", 13), EVENTS)} AS name,
       ${NOW} - CAST((${events} - i) * (63072000.0 / ${events}) AS BIGINT) * INTERVAL '1 second' AS occurred_at
FROM ${series(events)}`,
    `CREATE TABLE orders AS
SELECT i + 1 AS order_id, ${customer("i + 7", customers)} AS customer_id,
       ${NOW} - CAST((${orders} - i) * (94608000.0 / ${orders}) AS BIGINT) * INTERVAL '1 second' AS ordered_at,
       ${pick(draw("i", 23), CATEGORIES)} AS category, ${pick(draw("i", 24), STATES)} AS status,
       CAST(500 + (${draw("i", 25)} % 200) * (${draw("i", 26)} % 300) AS DECIMAL(12,2)) / 100 AS total
FROM ${series(orders)}`,
  ];
}

const EVENTS = {
  page_view: 55,
  product_view: 20,
  add_to_cart: 8,
  search: 6,
  checkout: 4,
  email_open: 4,
  purchase: 2,
  support: 1,
};
const COUNTRIES = { US: 40, DE: 15, FR: 12, GB: 12, IT: 8, ES: 7, NL: 4, PL: 2 };
const CATEGORIES = { shoes: 40, shirts: 25, helmets: 15, bikes: 12, gloves: 8 };
const STATES = { paid: 90, open: 6, cancelled: 4 };

/** A number below 2147483647 that looks drawn, the same one for the same row in every engine. */
function draw(i: string, salt: number): string {
  const prime = 2147483647;
  const mixed = `((CAST(${i} AS BIGINT) + ${salt * 7919 + 1}) * ${48271 + 2 * salt} % ${prime})`;
  return `(${mixed} * ${mixed} % ${prime} * ${16807 + salt} % ${prime})`;
}

/** Squared, so that the first customers have most rows. */
function customer(i: string, customers: number): string {
  const share = `(CAST(${draw(i, 11)} AS DOUBLE PRECISION) / 2147483647)`;
  return `1 + CAST(FLOOR(${share} * ${share} * ${customers}) AS BIGINT)`;
}

function pick(drawn: string, shares: Record<string, number>): string {
  let below = 0;
  const cases = Object.entries(shares).map(([word, share]) => {
    below += share;
    return `WHEN ${drawn} % 100 < ${below} THEN '${word}'`;
  });
  return `CASE ${cases.join(" ")} END`;
}
