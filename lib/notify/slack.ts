import type { AlertMessage } from "@/lib/core/alerts/message";
import { postText } from "./post";

/** Through an incoming webhook, whose address is its secret. */
export async function sendToSlack(secrets: { webhookUrl: string }, message: AlertMessage): Promise<void> {
  await postText(secrets.webhookUrl, JSON.stringify({ text: slackText(message) }));
}

function slackText({ title, lines, link, change, level }: AlertMessage): string {
  const mark = change === "recovered" ? "✅" : level === "critical" ? "🔴" : "🟡";
  const headline = link ? `*<${link}|${escaped(title)}>*` : `*${escaped(title)}*`;
  return [`${mark} ${headline}`, ...lines.map(escaped)].join("\n");
}

/** Slack's three control characters (api.slack.com/reference/surfaces/formatting, 2026-11). */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
