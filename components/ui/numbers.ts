import { SMALL_GROUP } from "@/lib/core/small-count";
import type { FunnelCount, WithheldCount } from "@/lib/core/views/counts";

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

/** "3,412", or "≈ 3,412" for a number said as about another. */
export function nearly(value: FunnelCount): string {
  return typeof value === "object" ? `≈ ${WHOLE.format(value.about)}` : count(value);
}

/** The same to be read aloud. */
export function nearlyInWords(value: FunnelCount): string {
  if (value === "<10") return "fewer than 10";
  if (value === "10+") return "10 or more";
  return typeof value === "object" ? `about ${WHOLE.format(value.about)}` : count(value);
}

/** How long a bar or how high a point stands for a count; few people are drawn as ten. */
export function drawn(value: WithheldCount | FunnelCount): number {
  if (typeof value === "object") return value.about;
  return typeof value === "number" ? value : SMALL_GROUP;
}

/** "1.2 GB", "850 MB": powers of ten, as warehouses bill. */
export function bytesInWords(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
  let [size, unit] = [bytes, 0];
  for (; size >= 1000 && unit < units.length - 1; unit++) size /= 1000;
  return `${unit === 0 || size >= 100 ? Math.round(size) : Number(size.toPrecision(2))} ${units[unit]}`;
}

/** "6.8 %"; small shares keep a digit that says something. */
export function share(part: number, whole: number): string {
  if (whole === 0) return "0 %";
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return "<0.1 %";
  return `${percent >= 99.95 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`;
}
