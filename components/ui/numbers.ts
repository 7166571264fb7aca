import { SMALL_GROUP } from "@/lib/core/small-count";
import type { WithheldCount } from "@/lib/core/views";

const WHOLE = new Intl.NumberFormat("en-US");

/** 3,412; "<10" as it is; an en dash where nothing is known. */
export function count(value: WithheldCount | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "number" ? WHOLE.format(value) : value;
}

/** "1 person", "3,412 people". */
export function counted(value: WithheldCount | null | undefined, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** How long a bar or how high a point stands for a count; few people are drawn as ten. */
export function drawn(value: WithheldCount): number {
  return typeof value === "number" ? value : SMALL_GROUP;
}

/** "6.8 %"; small shares keep a digit that says something. */
export function share(part: number, whole: number): string {
  if (whole === 0) return "0 %";
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return "<0.1 %";
  return `${percent >= 99.95 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`;
}
