import { z } from "zod";
import type { AlertMessage } from "@/lib/core/alerts/message";
import { sendEmail } from "./email";
import { sendToPagerDuty } from "./pagerduty";
import { sendToSlack } from "./slack";
import { sendToWebhook } from "./webhook";

const address = z
  .string()
  .trim()
  .refine(isAddress, "An address begins with https:// and has no password or # in it.");

const MOST_RECIPIENTS = 20;

/** What each kind of channel is told: settings that anyone may read, and secrets. */
export const channelSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("email"),
    settings: z.object({ to: z.array(z.email()).min(1).max(MOST_RECIPIENTS) }),
    secrets: z.object({}),
  }),
  z.object({
    kind: z.literal("slack"),
    settings: z.object({}),
    secrets: z.object({ webhookUrl: address }),
  }),
  z.object({
    kind: z.literal("webhook"),
    settings: z.object({ url: address }),
    secrets: z.object({
      signingSecret: z.string().trim().min(16, "A signing secret has at least 16 characters."),
    }),
  }),
  z.object({
    kind: z.literal("pagerduty"),
    settings: z.object({ region: z.enum(["us", "eu"]).default("us") }),
    secrets: z.object({ routingKey: z.string().trim().min(1, "Enter the integration key of the service.") }),
  }),
]);
export type Channel = z.infer<typeof channelSchema>;

/** Sends once. Throws what came in the way: remedy "retry" where another time may do. */
export async function notify(channel: Channel, message: AlertMessage, now: Date): Promise<void> {
  switch (channel.kind) {
    case "email":
      return sendEmail(channel.settings, message);
    case "slack":
      return sendToSlack(channel.secrets, message);
    case "webhook":
      return sendToWebhook(channel.settings, channel.secrets, message, now.getTime());
    case "pagerduty":
      return sendToPagerDuty(channel.settings, channel.secrets, message);
  }
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** Without TLS only to this machine, where the private-address check has its say too. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username || password || hash) return false;
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname));
}
