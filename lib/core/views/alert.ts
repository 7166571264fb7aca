import type { AlertOverrides } from "../alerts/rules";
import type { AlertKind, AlertLevel, AlertRules } from "../alerts/types";

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

/** Where alerts begin: what the level above says, what is set here, and what holds. */
export type AlertRulesView = { inherited: AlertRules; set: AlertOverrides; inForce: AlertRules };

/** Of a sync; `chosen` are the channels told of it, by id, and none means all. */
export type SyncAlertsView = AlertRulesView & {
  channels: { id: string; name: string; kind: ChannelKind; enabled: boolean }[];
  chosen: readonly string[];
};
