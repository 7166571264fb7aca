import type { Tone } from "@/components/ui/status";
import type { AlertLevel } from "@/lib/core/alerts/types";
import type { ChannelKind } from "@/lib/core/views/alert";

export const CHANNEL_WORDS: Record<ChannelKind, string> = {
  email: "E-mail",
  slack: "Slack",
  webhook: "Webhook",
  pagerduty: "PagerDuty",
};

export const LEVEL_TONES: Record<AlertLevel, Tone> = { warning: "warn", critical: "bad" };
export const LEVEL_WORDS: Record<AlertLevel, string> = { warning: "Warning", critical: "Critical" };
