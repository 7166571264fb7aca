import { z } from "zod";
import type { Guard } from "./types";

const FEW = 1_000;

/** The platform cannot hold far fewer than it acknowledged, unless somebody emptied the object behind our back. */
export const platformSize: Guard<{ percent: number }> = {
  id: "platform_size",
  label: "Size at the platform",
  about:
    "Warns when the platform says it holds far fewer, or more, than the ledger. Platforms match only a part and tell sizes late.",
  stage: "plan",
  // Of records no platform says how many it holds because of us.
  appliesTo: ({ kind }) => kind === "set",
  threshold: z.object({ percent: z.number().min(1).max(10_000) }),
  words: { percent: "Percent off the ledger" },
  tells: ({ percent }) => `up to ${percent} % off the ledger`,
  defaults: () => ({ action: "warn", threshold: { percent: 90 } }),
  check({ platform, ledger }, { percent }) {
    if (!platform || !ledger) return [];
    const held = ledger.held + ledger.unverified;
    if (held < FEW) return [];
    const below = platform.upper < held ? (100 * (held - platform.upper)) / held : 0;
    const above = platform.lower > held ? (100 * (platform.lower - held)) / held : 0;
    const off = Math.max(below, above);
    if (off <= percent) return [];
    return [
      {
        subject: below > above ? "fewer" : "more",
        message: `The platform says it holds ${Math.round(off)} % ${below > above ? "fewer" : "more"} than the ledger; ${percent} % are allowed.`,
        fix: "See at the platform whether someone changed the object; a full resync sends everyone again.",
        measured: off,
        allowed: percent,
      },
    ];
  },
};
