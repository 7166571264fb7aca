import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { connectGoogle } from "./client";
import { attributes, fields, identifiers, unmapped } from "./fields";
import { DATA_MANAGER } from "./hosts";
import { BATCH_ROWS, CONCURRENCY, LIFETIME_DAYS, RATES } from "./limits";
import { refusals } from "./refusals";
import { Settings } from "./settings";

const CHECKED = "2026-11-20";
const DOCS = "https://developers.google.com/data-manager/api";

const OR_ACCOUNT_KEY = "or a service account key";

/** Google Customer Match: people matched by hashed identifiers, settled later. Rules and sources: README.md. */
const google: DestinationDefinition<Settings> = {
  id: "google",
  label: "Google Customer Match",
  summary:
    "Customer lists of a Google Ads account, matched by hashed identifiers, with consent for each member.",
  settings: Settings,
  secrets: [
    {
      id: "clientId",
      label: "OAuth client id",
      help: "Of the Cloud project that has the Data Manager API switched on.",
      optional: OR_ACCOUNT_KEY,
    },
    { id: "clientSecret", label: "OAuth client secret", help: "Of that client.", optional: OR_ACCOUNT_KEY },
    {
      id: "refreshToken",
      label: "Refresh token",
      help: "Of someone who may manage the account, with the scopes auth/datamanager and auth/adwords.",
      optional: OR_ACCOUNT_KEY,
    },
    {
      id: "serviceAccount",
      label: "Service account key",
      help: "The JSON file's whole text.",
      optional: "in place of the three above",
    },
    {
      id: "developerToken",
      label: "Developer token",
      help: "Google has ignored it since September 2026; only where your project still sends one.",
      optional: true,
    },
  ],
  accountSettings: ["customerId"],
  defaultEndpoint: DATA_MANAGER,
  limits: { concurrency: CONCURRENCY, rates: RATES },
  set: {
    noun: "customer list",
    fields,
    identifiers,
    attributes,
    unmapped,
    batchRows: BATCH_ROWS,
    answers: "later",
    minimumSize: 100,
    memberLifetimeDays: LIFETIME_DAYS,
  },
  record: null,
  refusals,
  notes: [
    {
      text: "Google takes a batch in and says minutes to hours later how many of it it kept, by reason; it never names a row.",
      source: `${DOCS}/devguides/audiences/send-audience-members`,
      date: CHECKED,
    },
    {
      text: "A member leaves by itself 540 days after it was last sent, so members are sent again before that.",
      source: "https://support.google.com/google-ads/answer/6276125",
      date: "2025-04-07",
    },
    {
      text: "Members in the European Economic Area count only with consent to user data for ads; a denied one is refused.",
      source: `${DOCS}/reference/rest/v1/Consent`,
      date: CHECKED,
    },
    {
      text: "A list takes one kind of identifier for ever: contact details, your own ids, or mobile ids.",
      source: `${DOCS}/reference/rest/v1/accountTypes.accounts.userLists`,
      date: CHECKED,
    },
    {
      text: "The Google Ads API's own way in is closed to whoever had not used it before April 2026; the Data Manager API is open.",
      source: "https://developers.google.com/ads/blog/posts/2026/03/changes-to-customer-match-support-in",
      date: CHECKED,
    },
  ],
  connect: connectGoogle,
  simulator: {
    account: {
      settings: { customerId: "1234567890", loginCustomerId: "9876543210", termsAccepted: "yes" },
      secrets: {
        clientId: "simulated-client",
        clientSecret: "simulated-client-secret",
        refreshToken: "simulated-refresh-token",
      },
    },
    load: async () => (await import("./simulator")).startGoogleSimulator,
  },
};

export default google;
