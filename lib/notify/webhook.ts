import type { AlertMessage } from "@/lib/core/alerts/message";
import { SIGNATURE, sign } from "@/lib/http/signature";
import { postText } from "./post";

/** Signed as the webhook destination signs; a repeat of the same message has the same idempotency key. */
export async function sendToWebhook(
  { url }: { url: string },
  { signingSecret }: { signingSecret: string },
  message: AlertMessage,
  now: number,
): Promise<void> {
  const body = JSON.stringify({ type: "alert", version: 1, ...message });
  await postText(url, body, {
    "idempotency-key": message.id,
    [SIGNATURE]: sign(body, signingSecret.split(/\s+/).filter(Boolean), now),
  });
}
