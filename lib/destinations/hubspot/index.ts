import { z } from "zod";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { createHubspotClient } from "./client";
import { fields, identifiers } from "./fields";
import { MAX_INPUTS } from "./find";
import { RATE } from "./limits";
import { refusals } from "./refusals";

const Settings = z.object({
  portalId: z
    .string()
    .trim()
    .regex(/^[0-9]{1,20}$/, "A HubSpot account is a number.")
    .meta({
      title: "Account (Hub ID)",
      description:
        "The number HubSpot shows beside the account's name, for example 12345678. The token must be of this account.",
    }),
  ownIdProperty: z
    .string()
    .trim()
    .regex(/^(?:[a-z][a-z0-9_]{0,99})?$/, "An internal name has small letters, digits and underscores.")
    .transform((name) => (name === "" ? undefined : name))
    .optional()
    .meta({
      title: "Property that holds your own id",
      description:
        "Internal name of a contact property with unique values, to find people in lists by. Leave empty to find them by email.",
    }),
});
type Settings = z.infer<typeof Settings>;

const CHECKED = "2026-11-20";
const GUIDE = "https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide";

/** HubSpot: contacts and companies as records, static lists as sets. Rules and sources: README.md. */
const hubspot: DestinationDefinition<Settings> = {
  id: "hubspot",
  label: "HubSpot",
  summary: "Contacts and companies kept up to date field by field, and static lists of contacts.",
  settings: Settings,
  secrets: [
    {
      id: "accessToken",
      label: "Access token",
      help: "Of a private app with the scopes to read and write contacts, companies and lists, and to read their schemas.",
    },
  ],
  // The property people are found by is no other account, but a removal must find whom an add found.
  accountSettings: ["portalId"],
  findingSettings: ["ownIdProperty"],
  defaultEndpoint: "https://api.hubapi.com",
  // The smallest account's allowance, of calls: each of the up to four of a batch waits for its turn.
  limits: { concurrency: 3, rates: [{ id: RATE, calls: 100, perSeconds: 10 }] },
  set: {
    noun: "list",
    fields,
    identifiers,
    attributes: [],
    batchRows: MAX_INPUTS,
    answers: "rows",
    minimumSize: 1,
    memberLifetimeDays: null,
  },
  record: {
    batchRows: MAX_INPUTS,
    answers: "rows",
    modes: ["upsert", "update_only", "insert_only", "mirror"],
    removals: ["delete", "clear_fields"],
    // By look-up: every row is found by its key before it is created.
    idempotent: true,
  },
  refusals,
  notes: [
    {
      text: "Values leave in plain text: HubSpot finds and shows people by them.",
      source: GUIDE,
      date: CHECKED,
    },
    {
      text: "A list holds only contacts HubSpot already has. Whoever is missing is named and tried again at later runs; a sync of contacts creates them.",
      source: "https://developers.hubspot.com/docs/api-reference/legacy/crm/lists/guide",
      date: CHECKED,
    },
    {
      text: "HubSpot supports no partial upsert by email, so contacts with the key email are found first and then written by their record id: up to three calls for a hundred rows. A unique property of your own takes one.",
      source: GUIDE,
      date: CHECKED,
    },
    {
      text: "HubSpot moves a lifecycle stage only forward and ignores a step back without saying so.",
      source: GUIDE,
      date: CHECKED,
    },
    {
      text: "Deleting moves a record to HubSpot's recycle bin, from which it can be restored for 90 days.",
      source: "https://knowledge.hubspot.com/records/restore-deleted-records",
      date: CHECKED,
    },
  ],
  connect: ({ settings, secrets, endpoint }) =>
    createHubspotClient({ endpoint, token: secrets.accessToken ?? "", ...settings }),
  simulator: {
    account: {
      settings: { portalId: "1000001", ownIdProperty: "customer_id" },
      secrets: { accessToken: "simulated-access-token" },
    },
    load: async () => (await import("./simulator")).startHubspotSimulator,
  },
};

export default hubspot;
