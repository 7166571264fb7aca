import type { AlertKind, AlertLevel } from "../alerts/types";

/** Something that is wrong with a sync now. */
export type OpenAlertView = {
  sync: { id: string; name: string };
  kind: AlertKind;
  level: AlertLevel;
  message: string;
  since: string;
};

export const CHANNEL_KINDS = ["email", "slack", "webhook", "pagerduty"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Where alerts are told; never its secrets. */
export type AlertChannelView = {
  id: string;
  kind: ChannelKind;
  name: string;
  settings: { to?: string[]; url?: string; region?: "us" | "eu" };
  levels: AlertLevel[];
  /** One message a day in place of one a change. */
  digest: boolean;
  enabled: boolean;
  sentAt: string | null;
  /** Why the last message did not arrive; null when it did. */
  problem: string | null;
};
