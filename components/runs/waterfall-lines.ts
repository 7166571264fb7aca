import { drawn } from "@/components/ui/numbers";
import type { HeldBack } from "@/lib/core/membership/types";
import type { WaterfallView } from "@/lib/core/views/change-set";
import type { WithheldCount } from "@/lib/core/views/counts";

export type WaterfallLine = {
  id: string;
  label: string;
  count: WithheldCount;
  /** People who stop here are shown as what is missing between the bar before and the bar after. */
  kind: "total" | "dropped";
  /** Where the bar begins and how long it is, as shares of all members. */
  from: number;
  width: number;
};

const DROPPED: readonly { reason: HeldBack; label: string }[] = [
  { reason: "no_consent", label: "no consent" },
  { reason: "suppressed", label: "suppressed" },
  { reason: "no_identifier", label: "nothing to match them by" },
];

/**
 * From the audience to those who may leave, line by line; what is dropped hangs at the end of what remains. A count
 * that is not told is drawn as ten, or as what the drawn ones leave.
 */
export function waterfallLines(waterfall: WaterfallView): WaterfallLine[] {
  const { members, eligible } = waterfall;
  const whole = wholeOf(waterfall);
  const lines: WaterfallLine[] = [
    { id: "members", label: "Members of the audience", count: members, kind: "total", from: 0, width: 1 },
  ];
  if (members === 0) lines[0]!.width = 0;
  let left = whole;
  for (const { reason, label } of DROPPED) {
    const count = waterfall.heldBack[reason];
    const length = Math.min(left, drawn(count));
    left -= length;
    lines.push({ id: reason, label, count, kind: "dropped", from: left / whole, width: length / whole });
  }
  const length = eligible === "all but a few" ? left : Math.min(whole, drawn(eligible));
  lines.push({
    id: "eligible",
    label: "May be sent",
    count: eligible,
    kind: "total",
    from: 0,
    width: length / whole,
  });
  return lines;
}

/** All members, or what the lines add up to as they are drawn. */
function wholeOf({ members, heldBack, eligible }: WaterfallView): number {
  if (typeof members === "number") return Math.max(1, members);
  return [...Object.values(heldBack), eligible].reduce<number>((sum, count) => sum + drawn(count), 0);
}
