import type { HeldBack } from "@/lib/core/membership/types";
import type { WithheldCount } from "@/lib/core/views/counts";
import type { WaterfallView } from "@/lib/core/views/identifiers";

export type WaterfallLine = {
  id: string;
  label: string;
  count: WithheldCount;
  /** People who stop here are shown as what is missing between the bar before and the bar after. */
  kind: "total" | "dropped";
  /** Where the bar begins, as a share of all members. */
  from: number;
  /** How long it is; null where the count is not told, so that no length says anything of it. */
  width: number | null;
};

const DROPPED: readonly { reason: HeldBack; label: string }[] = [
  { reason: "no_consent", label: "no consent" },
  { reason: "suppressed", label: "suppressed" },
  { reason: "no_identifier", label: "nothing to match them by" },
];

/** From the audience to those who may leave, line by line; what is dropped hangs at the end of what remains. */
export function waterfallLines({ members, heldBack, eligible }: WaterfallView): WaterfallLine[] {
  const whole = typeof members === "number" ? Math.max(1, members) : null;
  const width = (count: WithheldCount) =>
    typeof count === "number" && whole !== null ? count / whole : null;
  const lines: WaterfallLine[] = [
    {
      id: "members",
      label: "Members of the audience",
      count: members,
      kind: "total",
      from: 0,
      width: width(members),
    },
  ];
  let left = 1;
  for (const { reason, label } of DROPPED) {
    const length = width(heldBack[reason]);
    left = Math.max(0, left - (length ?? 0));
    lines.push({ id: reason, label, count: heldBack[reason], kind: "dropped", from: left, width: length });
  }
  const last = { id: "eligible", label: "May be sent", count: eligible, kind: "total", from: 0 } as const;
  return [...lines, { ...last, width: width(eligible) }];
}
