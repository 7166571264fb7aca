import type { ChannelKind } from "@/lib/core/views/alert";

export type ChannelDraft = { kind: ChannelKind; values: Readonly<Record<string, string>> };

type ChannelField = {
  id: string;
  label: string;
  help: string;
  secret?: boolean;
  choices?: readonly { value: string; label: string }[];
};

/** What each kind asks for. */
export const FIELDS: Record<ChannelKind, readonly ChannelField[]> = {
  email: [{ id: "to", label: "Recipients", help: "Addresses with commas between them." }],
  slack: [
    {
      id: "webhookUrl",
      label: "Address of the incoming webhook",
      help: "From Slack's app settings. It is a secret: whoever has it can post.",
      secret: true,
    },
  ],
  webhook: [
    { id: "url", label: "Address", help: "Messages are posted there as JSON." },
    {
      id: "signingSecret",
      label: "Signing secret",
      help: "At least 16 characters. Every message is signed as the webhook destination signs.",
      secret: true,
    },
  ],
  pagerduty: [
    {
      id: "routingKey",
      label: "Integration key",
      help: "Of an Events API v2 integration of the service.",
      secret: true,
    },
    {
      id: "region",
      label: "Service region",
      help: "Where the account is kept.",
      choices: [
        { value: "us", label: "United States" },
        { value: "eu", label: "Europe" },
      ],
    },
  ],
};

const LISTED = "to";

/** As the service takes it. */
export function channelOf({ kind, values }: ChannelDraft): object {
  const entries = FIELDS[kind].flatMap(({ id, secret, choices }) => {
    const text = values[id] ?? choices?.[0]?.value ?? "";
    return [{ id, secret, value: id === LISTED ? listOf(text) : text }];
  });
  const part = (wanted: boolean) =>
    Object.fromEntries(
      entries.filter(({ secret = false }) => secret === wanted).map(({ id, value }) => [id, value]),
    );
  return { kind, settings: part(false), secrets: part(true) };
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
}
