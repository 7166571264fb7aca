import type { Catalog } from "@/lib/core/catalog/types";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { fill, slotsIn } from "./fill";
import { slotsOf } from "./slots";
import { TEMPLATES } from "./templates";
import type { SlotName, Template, TemplateFit } from "./types";

export { TEMPLATES } from "./templates";
export type { TemplateFit } from "./types";

/**
 * Every template, held against rows of an entity. One that fits is a segment that is whole, but for values only a person
 * can choose (a category), which it leaves empty; one that does not says what the catalog lacks.
 */
export function templatesFor(catalog: Catalog, entity: string): TemplateFit[] {
  const slots = slotsOf(catalog, entity);
  return TEMPLATES.map(({ where, ...template }: Template): TemplateFit => {
    const missing = [...slotsIn(where)].filter((name) => slots[name] === undefined);
    if (missing.length > 0) {
      return { ...template, fits: false, missing: [...new Set(missing.map((name) => LACKS[name]))] };
    }
    // Filled from a tree of the language; what may still be wrong with it is looked at next.
    const segment: Segment = { version: 1, entity, where: fill(where, slots) as Condition };
    const { problems } = parseSegment(segment, { catalog });
    const wrong = (problems ?? []).filter(({ code }) => code !== "INCOMPLETE");
    return wrong.length > 0
      ? { ...template, fits: false, missing: wrong.map(({ message }) => message) }
      : { ...template, fits: true, segment };
  });
}

const LACKS: Record<SlotName, string> = {
  $orders: "orders or purchases of each that say when they happened",
  $orders_time: "orders or purchases of each that say when they happened",
  $amount: "an amount of money on orders",
  $discounted: "a coupon or a discount on orders",
  $lines: "a category of what was bought",
  $category: "a category of what was bought",
  $activity: "visits or events that say when they happened",
  $event_name: "a column that names each event",
  $birthday: "a date of birth, tagged as birth_date",
};
