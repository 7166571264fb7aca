import {
  type Field,
  fieldsOf,
  isIdentifier,
  isMoment,
  isNumeric,
  type Related,
  relatedOf,
  timeOf,
} from "@/lib/core/catalog/fields";
import type { Catalog, Column } from "@/lib/core/catalog/types";
import type { Condition } from "@/lib/core/segment/types";
import type { LinesSlot, RowsSlot, Slots } from "./types";

/** How columns and tables are usually called; a catalog that calls them otherwise fits fewer templates. */
const ORDERS = /order|purchase|transaction|sale|invoice|payment|booking|rental/i;
const ACTIVITY = /event|visit|session|activit|page_?view|click|login|interaction/i;
const AMOUNT = /^total|grand_?total|amount|revenue|paid|spent/i;
const NO_AMOUNT = /sub|tax|vat|discount|freight|ship|cost|fee|unit|refund/i;
const COUPON = /coupon|promo|voucher/i;
const DISCOUNT = /discount|rebate|reduction/i;
const NO_CATEGORY = /sub|device|browser|platform|channel/i;
const CATEGORY = /categor|department|genre|collection|product_?(line|type)/i;
const EVENT_NAME = /^(event|name|type|action)$|event_?(name|type)/i;

/** What the catalog has for the slots, seen from rows of the entity. */
export function slotsOf(catalog: Catalog, entity: string): Slots {
  const related = relatedOf(catalog, entity);
  const dated = related.filter(({ entity: end }) => timeOf(catalog, end.name) !== null);
  const orders = ordersOf(catalog, dated);
  const activity = best(dated, ({ path, entity: end }) => (ACTIVITY.test(`${path} ${end.name}`) ? 1 : 0));
  const birthday = fieldsOf(catalog, entity).find(({ column }) => column.pii === "birth_date");
  return {
    ...(orders ? orderSlots(catalog, orders) : {}),
    ...linesOf(catalog, boughtOf(related, orders)),
    ...(activity ? activitySlots(catalog, activity) : {}),
    ...(birthday && isMoment(birthday.column) ? { $birthday: birthday.path } : {}),
  };
}

/** Named like orders, else any dated rows of which some carry an amount, such as the purchases among events. */
function ordersOf(catalog: Catalog, dated: readonly Related[]): RowsSlot | null {
  const scored = best(dated, ({ path, entity }) => {
    const named = ORDERS.test(`${path} ${entity.name}`) && !ACTIVITY.test(path) ? 2 : 0;
    const score = named + (amountOf(catalog, entity.name) ? 3 : 0);
    // Of two that are alike the nearer one: payments of a customer before payments of their rentals.
    return score === 0 ? 0 : score - path.split(".").length / 10;
  });
  if (!scored) return null;
  const rows = rowsSlot(catalog, scored);
  const amount = amountOf(catalog, rows.end);
  if (amount === null || !ACTIVITY.test(scored.path)) return rows;
  return { ...rows, where: { all: [{ value: { column: amount }, is: { known: true } }] } };
}

function orderSlots(catalog: Catalog, orders: RowsSlot): Slots {
  const amount = amountOf(catalog, orders.end);
  const discounted = discountedOf(catalog, orders.end);
  return {
    $orders: orders,
    $orders_time: orders.time,
    ...(amount ? { $amount: amount } : {}),
    ...(discounted ? { $discounted: discounted } : {}),
  };
}

function activitySlots(catalog: Catalog, activity: Related): Slots {
  const named = own(catalog, activity.entity.name).find(
    ({ column }) => isOpenText(column) && EVENT_NAME.test(column.name),
  );
  return { $activity: rowsSlot(catalog, activity), ...(named ? { $event_name: named.path } : {}) };
}

function rowsSlot(catalog: Catalog, { path, entity }: Related): RowsSlot {
  // Only dated rows come here.
  const time = timeOf(catalog, entity.name)!;
  return { of: path, end: entity.name, time, namesTime: entity.timeColumn !== time };
}

function amountOf(catalog: Catalog, entity: string): string | null {
  const amounts = own(catalog, entity).filter(
    ({ column, entity: owner }) =>
      isNumeric(column) &&
      column.type.kind !== "integer" &&
      !isIdentifier(catalog, owner, column) &&
      !NO_AMOUNT.test(column.name),
  );
  return best(amounts, ({ column }) => (AMOUNT.test(column.name) ? 2 : 1))?.path ?? null;
}

function discountedOf(catalog: Catalog, entity: string): Condition | null {
  const columns = own(catalog, entity).map(({ column }) => column);
  const coupon = columns.find((column) => isOpenText(column) && COUPON.test(column.name));
  if (coupon) return { value: { column: coupon.name }, is: { known: true } };
  const discount = columns.find((column) => isNumeric(column) && DISCOUNT.test(column.name));
  return discount ? { value: { column: discount.name }, is: { gt: 0 } } : null;
}

/** Rows that may be lines of what was bought: where orders lie among other events, only those are. */
function boughtOf(related: readonly Related[], orders: RowsSlot | null): LinesSlot[] {
  return related.flatMap(({ path, entity }) => {
    const lines = { of: path, end: entity.name };
    if (orders?.where && path.startsWith(`${orders.of}.`)) return [];
    return orders?.where && path === orders.of ? [{ ...lines, where: orders.where }] : [lines];
  });
}

/** What was bought, line by line, and the column that says of which category. */
function linesOf(catalog: Catalog, bought: readonly LinesSlot[]): Slots {
  const found = bought.flatMap((lines) =>
    fieldsOf(catalog, lines.end)
      .filter((field) => isOpenText(field.column) && isCategory(field))
      .map((field) => ({ lines, field })),
  );
  const first = best(found, ({ field }) => (CATEGORY.test(field.column.name) ? 2 : 1));
  return first ? { $lines: first.lines, $category: first.field.path } : {};
}

function isCategory({ path, column }: Field): boolean {
  return CATEGORY.test(column.name)
    ? !NO_CATEGORY.test(column.name)
    : CATEGORY.test(path) && column.name === "name";
}

function own(catalog: Catalog, entity: string): Field[] {
  return fieldsOf(catalog, entity).filter(({ through }) => through === null);
}

function isOpenText({ type, pii }: Column): boolean {
  return type.kind === "text" && pii === null;
}

/** The one that scores highest, above 0; the first of several. */
function best<T>(candidates: readonly T[], score: (one: T) => number): T | null {
  const scored = candidates.map((one) => ({ one, points: score(one) })).filter(({ points }) => points > 0);
  return scored.toSorted((a, b) => b.points - a.points)[0]?.one ?? null;
}
