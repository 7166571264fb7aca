import { Temporal } from "temporal-polyfill";
import type { DatePart } from "@/lib/core/segment/types";
import type { TimeKnown } from "./compare";
import { localTime } from "./time";

/** What calendar and clock show: a date at its midnight, whatever the zone. */
export function localOf(value: TimeKnown, zone: string): Temporal.PlainDateTime {
  return value.kind === "date"
    ? Temporal.PlainDate.from(value.date).toPlainDateTime()
    : localTime(value.at, zone);
}

/** Monday is 1 and Sunday 7. */
export function localPart(local: Temporal.PlainDateTime, part: DatePart): number {
  switch (part) {
    case "hour":
      return local.hour;
    case "weekday":
      return local.dayOfWeek;
    case "day":
      return local.day;
    case "month":
      return local.month;
    case "quarter":
      return Math.ceil(local.month / 3);
    case "year":
      return local.year;
  }
}
