import type { Alert, AlertLevel } from "./types";

/** What a change of a sync's state is called: something is new or worse, something is over or milder, all is well. */
export type Change = "raised" | "eased" | "recovered";

export type Transition = {
  change: Change;
  /** How grave it is, or was where it is over. */
  level: AlertLevel;
  /** New or worse. */
  raised: readonly Alert[];
  /** Over, as it was; or milder, as it was. */
  eased: readonly Alert[];
  /** All that is wrong now. */
  open: readonly Alert[];
};

/**
 * What there is to tell, null where the state is as it was. Another sentence for the same thing is no change: what is still
 * wrong is told once.
 */
export function transition(before: readonly Alert[], now: readonly Alert[]): Transition | null {
  const raised = now.filter((alert) => rank(alert) > rankIn(before, alert));
  const eased = before.filter((alert) => rank(alert) > rankIn(now, alert));
  if (raised.length === 0 && eased.length === 0) return null;
  const change = raised.length > 0 ? "raised" : now.length > 0 ? "eased" : "recovered";
  return { change, level: worst(change === "raised" ? raised : eased), raised, eased, open: now };
}

/** The same for somebody who hears of some levels only: what they never heard of cannot be over for them. */
export function transitionFor(
  levels: readonly AlertLevel[],
  before: readonly Alert[],
  now: readonly Alert[],
): Transition | null {
  const heard = (alerts: readonly Alert[]) => alerts.filter(({ level }) => levels.includes(level));
  return transition(heard(before), heard(now));
}

function worst(alerts: readonly Pick<Alert, "level">[]): AlertLevel {
  return alerts.some(({ level }) => level === "critical") ? "critical" : "warning";
}

const RANKS: Record<AlertLevel, number> = { warning: 1, critical: 2 };

const rank = ({ level }: Alert) => RANKS[level];

function rankIn(alerts: readonly Alert[], { kind }: Alert): number {
  const same = alerts.find((alert) => alert.kind === kind);
  return same ? rank(same) : 0;
}
