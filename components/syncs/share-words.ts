import type { ShareView } from "@/lib/core/views/share";

/**
 * "treatment, 90 % of Lapsing VIPs; holdout, 10 %, is never sent" and the like; null where the audience is not split.
 * A share another sync takes is no holdout.
 */
export function shareWords(share: ShareView | null, audience: string): string | null {
  if (!share) return null;
  const { takes, others, left } = share;
  if (!takes) return `all of ${audience}, whichever share they are in`;
  const rest = others.map(({ name, percent, syncs }) =>
    syncs.length === 0
      ? `${name}, ${percent} %, is never sent`
      : `${name}, ${percent} %, goes with ${new Intl.ListFormat("en").format(syncs)}`,
  );
  const nobody = left > 0 ? [`${left} % in no share are never sent`] : [];
  return [`${takes.name}, ${takes.percent} % of ${audience}`, ...rest, ...nobody].join("; ");
}
