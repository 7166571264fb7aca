import { type Transition, transitionFor } from "@/lib/core/alerts/transition";
import type { Alert, AlertLevel } from "@/lib/core/alerts/types";

type Channel = { id: string; levels: readonly AlertLevel[] };
type Chosen = { alertChannelIds: readonly string[] };

/**
 * What there is to tell one channel of a sync's change. Where a sync names its channels the others hear of what is owed to
 * people and of nothing else: that is not for whoever owns one sync to silence.
 */
export function heardBy(
  channel: Channel,
  sync: Chosen,
  before: readonly Alert[],
  after: readonly Alert[],
): Transition | null {
  return transitionFor(channel.levels, meantFor(channel, sync, before), meantFor(channel, sync, after));
}

/** Of what is wrong with a sync, what a channel is told at all. */
export function meantFor(
  { id }: Pick<Channel, "id">,
  { alertChannelIds: chosen }: Chosen,
  alerts: readonly Alert[],
): readonly Alert[] {
  if (chosen.length === 0 || chosen.includes(id)) return alerts;
  return alerts.filter(({ kind }) => kind === "privacy");
}
