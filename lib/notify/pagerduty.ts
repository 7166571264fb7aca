import type { AlertMessage } from "@/lib/core/alerts/message";
import { postText } from "./post";

/** Where Events API v2 is, by the region of the account (developer.pagerduty.com, 2026-11). */
const PAGERDUTY = {
  us: "https://events.pagerduty.com/v2/enqueue",
  eu: "https://events.eu.pagerduty.com/v2/enqueue",
} as const;
export type PagerDutyRegion = keyof typeof PAGERDUTY;

const LONGEST_SUMMARY = 1024;

/** One incident a sync: raised and eased alerts update it, recovery resolves it. A test opens one and resolves it at once. */
export async function sendToPagerDuty(
  { region }: { region: PagerDutyRegion },
  { routingKey }: { routingKey: string },
  message: AlertMessage,
  endpoint: string = PAGERDUTY[region],
): Promise<void> {
  const post = (event: object) => postText(endpoint, JSON.stringify({ routing_key: routingKey, ...event }));
  const resolve = { event_action: "resolve", dedup_key: `coterie:${message.subject}` };
  if (message.change === "recovered") return post(resolve);
  await post(triggerOf(message));
  if (message.change === "test") await post(resolve);
}

function triggerOf({ subject, title, lines, level, open, at, link }: AlertMessage): object {
  return {
    event_action: "trigger",
    dedup_key: `coterie:${subject}`,
    client: "Coterie",
    ...(link ? { client_url: link, links: [{ href: link, text: "Open in Coterie" }] } : {}),
    payload: {
      summary: title.slice(0, LONGEST_SUMMARY),
      source: "coterie",
      severity: level,
      timestamp: at,
      component: subject,
      class: open.join(","),
      custom_details: { lines },
    },
  };
}
