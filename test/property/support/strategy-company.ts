import type { Row } from "@/lib/core/segment/evaluate/data";
import { shop } from "@/test/factories/shop";
import type { Company } from "../../factories/segments";

const AS_OF = "2024-07-01T12:00:00Z";

/**
 * A shop in which everything falls on a few values and whole hours, so that moments meet, windows end on a row and values tie;
 * some keys, times and values are unknown.
 */
export const strategyCompany: Company = {
  catalog: shop,
  asOf: AS_OF,
  tables: {
    customers: rows(60, (draw, id) => ({
      customer_id: id,
      email: null,
      last_name: null,
      country: draw(["DE", "FR", null]),
      city: null,
      birthday: null,
      signed_up_at: null,
      credit: draw(["1.00", "2.00", "2.00", "3.00", "4.00", null]),
      score: draw([0.5, 1.5, 2.5, null]),
      is_company: draw([true, false, null]),
      account_id: draw([1, 2, null]),
      notes: null,
    })),
    accounts: [
      { account_id: 1, plan: "pro", since: "2020-01-01" },
      { account_id: 2, plan: null, since: null },
    ],
    orders: rows(240, (draw, id) => {
      const at = draw([0, 1, 2, 2, 7, 7, 8, 9, 20, 30, 31, 60, 90, 200, 366, -1, null]);
      return {
        order_id: id,
        customer_id: draw([...Array.from({ length: 60 }, (_, index) => index + 1), null]),
        ordered_at: at === null ? null : daysBefore(at),
        shipped_on: draw([2, 7, 8, 25, 40, null].map((days) => days && daysBefore(days).slice(0, 10))),
        total: draw(["10.00", "49.99", "50.00", "80.00", null]),
        status: draw(["paid", "open", "sent", null]),
        store_id: draw([1, 2, 3, 4, 5, null]),
      };
    }),
    items: [{ order_id: 1, line: 1, product_id: 1, quantity: 1, price: "1.00" }],
    products: [{ product_id: 1, category: "Bikes", name: null }],
    visits: rows(120, (draw) => {
      const at = draw([0, 1, 2, 2, 7, 7, 8, 9, 20, 30, 60, null]);
      return {
        customer_id: draw([...Array.from({ length: 60 }, (_, index) => index + 1), null]),
        store_id: draw([1, 2, null]),
        page: draw(["/cart", "/bye", "/"]),
        seen_at: at === null ? null : `${daysBefore(at)}Z`,
      };
    }),
  },
};

function daysBefore(days: number): string {
  return new Date(Date.parse(AS_OF) - days * 86_400_000).toISOString().slice(0, 19);
}

type Draw = <T>(choices: readonly T[]) => T;

/** The same rows every time. */
function rows(count: number, make: (draw: Draw, id: number) => Row): Row[] {
  let state = count;
  const draw: Draw = (choices) => {
    state = (state * 48_271 + 11) % 2_147_483_647;
    return choices[state % choices.length]!;
  };
  return Array.from({ length: count }, (_, index) => make(draw, index + 1));
}
