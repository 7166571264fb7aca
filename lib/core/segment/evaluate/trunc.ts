import type { Unit } from "@/lib/core/segment/types";
import type { TimeKnown } from "./compare";
import { instantAt } from "./compare";
import type { Known } from "./data";
import { localOf } from "./parts";
import { firstDay } from "./windows";

/**
 * The first day of the local day, ISO week, month, quarter or year; of hours and minutes the moment before which the clock
 * showed a full one, less what it shows beyond.
 */
export function roundDown(value: TimeKnown, unit: Unit, zone: string): Known {
  const local = localOf(value, zone);
  if (unit !== "hour" && unit !== "minute") {
    return { kind: "date", date: firstDay(local.toPlainDate(), unit).toString() };
  }
  const minutes = unit === "hour" ? local.minute : 0;
  const milliseconds = (minutes * 60 + local.second) * 1000 + local.millisecond;
  return { kind: "instant", at: instantAt(value, zone) - BigInt(milliseconds * 1000 + local.microsecond) };
}
