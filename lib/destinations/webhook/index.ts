import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { createWebhookClient } from "./client";
import { Settings } from "./settings";

/** There is no one platform: the settings say where, and people read this beside them. Anything else here is a simulator. */
const AS_SET = "the address above";
const CHECKED = "2026-11-20";
const README = "lib/destinations/webhook/README.md";

/** Rows posted as signed JSON to an address of one's own. The protocol: README.md. */
const webhook: DestinationDefinition<Settings> = {
  id: "webhook",
  label: "Webhook",
  summary: "Rows posted as signed JSON to an address of your own: who enters, what changed, who leaves.",
  settings: Settings,
  secrets: [
    {
      id: "signingSecret",
      label: "Signing secret",
      help: "At least 16 characters, which the receiver has too. To change it without a gap, enter the new one, a blank and the old one: calls then carry a signature of each.",
    },
  ],
  accountSettings: ["url"],
  defaultEndpoint: AS_SET,
  limits: { concurrency: 2, rates: [{ id: "calls", calls: 10, perSeconds: 1 }] },
  set: null,
  record: {
    batchRows: 500,
    answers: "rows",
    modes: ["upsert", "mirror"],
    removals: ["delete"],
    rules: ["always"],
    idempotent: true,
  },
  notes: [
    {
      text: "Every call is signed over its time and body. A receiver that does not check the signature believes anybody.",
      source: README,
      date: CHECKED,
    },
    {
      text: "A batch can come twice, always with the same Idempotency-Key. A receiver that keeps the keys for a day does nothing twice.",
      source: README,
      date: CHECKED,
    },
    {
      text: "What the receiver does with a row is its own affair: Coterie knows only what it answered.",
      source: README,
      date: CHECKED,
    },
  ],
  connect: ({ settings, secrets, endpoint }) =>
    createWebhookClient({
      ...settings,
      signingSecret: secrets.signingSecret ?? "",
      ...(endpoint === AS_SET ? {} : { simulator: endpoint }),
    }),
  simulator: {
    account: {
      settings: { url: "https://receiver.example.test/coterie", objects: "customers" },
      secrets: { signingSecret: "simulated-signing-secret" },
    },
    load: async () => (await import("./simulator")).startWebhookSimulator,
  },
};

export default webhook;
