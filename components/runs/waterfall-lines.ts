import type { HeldBack, Waterfall } from "@/lib/core/membership/types";

export type WaterfallLine = {
  id: string;
  label: string;
  count: number;
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

/** From the audience to those who may leave, line by line; what is dropped hangs at the end of what remains. */
export function waterfallLines(waterfall: Waterfall): WaterfallLine[] {
  const whole = Math.max(1, waterfall.members);
  const lines: WaterfallLine[] = [
    {
      id: "members",
      label: "Members of the audience",
      count: waterfall.members,
      kind: "total",
      from: 0,
      width: waterfall.members / whole,
    },
  ];
  let left = waterfall.members;
  for (const { reason, label } of DROPPED) {
    const count = waterfall.heldBack[reason];
    left -= count;
    lines.push({ id: reason, label, count, kind: "dropped", from: left / whole, width: count / whole });
  }
  lines.push({
    id: "eligible",
    label: "May be sent",
    count: waterfall.eligible,
    kind: "total",
    from: 0,
    width: waterfall.eligible / whole,
  });
  return lines;
}
