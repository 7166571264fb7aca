import { nearly } from "@/components/ui/numbers";
import type { ChangesView } from "@/lib/core/views/builder";
import type { FunnelCount } from "@/lib/core/views/counts";

/** "+214: 250 came and 36 left." and what made them. */
export function changeSentences({ before, now, entered, left, conditions, earlier }: ChangesView): string[] {
  const other = earlier
    ? [`Version ${earlier.version} asked for something else: it had ${nearly(earlier.members)} then.`]
    : [];
  if (entered === 0 && left === 0) {
    return ["Nobody came and nobody left: time alone changed nothing.", ...other];
  }
  const by = conditions.flatMap(({ words, gained, lost }) => [
    ...(gained === 0 ? [] : [`${nearly(gained)} who came now meet “${words}”.`]),
    ...(lost === 0 ? [] : [`${nearly(lost)} who left no longer meet “${words}”.`]),
  ]);
  return [`${difference(before, now)}${nearly(entered)} came, ${nearly(left)} left.`, ...by, ...other];
}

function difference(before: FunnelCount, now: FunnelCount): string {
  if (typeof before !== "number" || typeof now !== "number") return "";
  if (before === now) return "As many as before: ";
  return `${now > before ? "+" : "−"}${nearly(Math.abs(now - before))}: `;
}
