import type { Tone } from "@/components/ui/status";
import type { AudienceStatus } from "@/lib/core/views/audience";

const WORDS: Record<AudienceStatus, { label: string; tone: Tone }> = {
  draft: { label: "Draft", tone: "neutral" },
  in_review: { label: "In review", tone: "waiting" },
  changes_requested: { label: "Changes asked for", tone: "warn" },
  approved: { label: "Approved", tone: "active" },
  live: { label: "Live", tone: "good" },
  paused: { label: "Paused", tone: "paused" },
};

export const audienceStatus = (status: AudienceStatus) => WORDS[status];
export const AUDIENCE_STATUS_OPTIONS = Object.entries(WORDS).map(([value, { label }]) => ({ value, label }));
