import { z } from "zod";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { createMetaClient } from "./client";
import { fields, identifiers } from "./fields";

const Settings = z.object({
  adAccountId: z
    .string()
    .trim()
    .regex(/^(?:act_)?[0-9]{1,20}$/, "An ad account is a number, with or without act_ before it.")
    // One account has one name, or two syncs could write to one audience unnoticed.
    .transform((account) => account.replace(/^act_/, ""))
    .meta({ title: "Ad account", description: "The number Ads Manager shows, for example 1234567890." }),
});
type Settings = z.infer<typeof Settings>;

const CHECKED = "2026-11-20";

/** Meta Custom Audiences: people matched by hashed identifiers. Rules and sources: README.md. */
const meta: DestinationDefinition<Settings> = {
  id: "meta",
  label: "Meta Custom Audiences",
  summary: "Audiences of an ad account on Facebook and Instagram, matched by hashed identifiers.",
  settings: Settings,
  secrets: [
    {
      id: "accessToken",
      label: "Access token",
      help: "Of a system user with the permission ads_management on the ad account.",
    },
  ],
  defaultEndpoint: "https://graph.facebook.com",
  // Meta counts calls by an account's spending and tells what is used in its headers: those hold us back, no number here.
  limits: { concurrency: 2, rates: [] },
  set: {
    noun: "custom audience",
    fields,
    identifiers,
    attributes: [],
    batchRows: 10_000,
    answers: "counts",
    minimumSize: 100,
    memberLifetimeDays: null,
  },
  record: null,
  notes: [
    {
      text: "Meta answers with counts only: what it took stays unverified, and no row is ever named.",
      source: "https://developers.facebook.com/docs/marketing-api/reference/custom-audience/users",
      date: CHECKED,
    },
    {
      text: "An add or a removal takes effect within 24 hours.",
      source: "https://developers.facebook.com/docs/marketing-api/reference/custom-audience/users",
      date: CHECKED,
    },
    {
      text: "Meta matches people, not strings: taking out one identifier takes the whole person out.",
      source:
        "https://developers.facebook.com/documentation/ads-commerce/marketing-api/audiences/guides/custom-audiences",
      date: CHECKED,
    },
    {
      text: "An audience that no active ad set has used for two years is flagged, then deleted.",
      source:
        "https://developers.facebook.com/documentation/ads-commerce/marketing-api/audiences/guides/custom-audiences",
      date: CHECKED,
    },
  ],
  connect: ({ settings, secrets, endpoint }) =>
    createMetaClient({
      endpoint,
      token: secrets.accessToken ?? "",
      account: `act_${settings.adAccountId}`,
    }),
  simulator: {
    account: {
      settings: { adAccountId: "1000000001" },
      secrets: { accessToken: "simulated-access-token" },
    },
    load: async () => (await import("./simulator")).startMetaSimulator,
  },
};

export default meta;
