import type { Policy } from "@/lib/core/policy/types";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import google from "@/lib/destinations/google";
import hubspot from "@/lib/destinations/hubspot";
import meta from "@/lib/destinations/meta";
import type { SyncOptions } from "@/test/factories/sync";
import { sha256 } from "@/test/factories/wanted";
import * as people from "@/test/support/people-file";
import type { PlatformFault } from "./schedule";

export type PlatformKind = "meta" | "google" | "hubspot";

/** A platform as the schedules use it: what a sync to it is made of, and how its simulator speaks of people. */
export type TestPlatform = {
  definition: DestinationDefinition;
  sync: Pick<SyncOptions, "kind" | "settings" | "secrets" | "policy" | "mapping">;
  /** A line of what it shows it holds: "EMAIL 5e88…". */
  lineOf(email: string): string;
  /** The kind of identifier in the ledger. */
  identifier: string;
  /** A piece of the path of calls that faults meet. */
  path(fault: PlatformFault): string;
  /** Whether people have to be there before they can be put into a list. */
  needsPeople: boolean;
};

/** The more calls a person costs, the fewer there are. */
export const MOST_PEOPLE: Record<PlatformKind, number> = { meta: 30_000, google: 30_000, hubspot: 300 };

function syncTo(
  { id, settings, simulator }: Pick<DestinationDefinition, "id" | "settings" | "simulator">,
  { policy = people.peoplePolicy, mapping }: { policy?: Policy; mapping: Record<string, string> },
): TestPlatform["sync"] {
  const fields = Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, { column }]));
  const account = simulator!.account;
  return {
    ...{ kind: id, settings: { ...Object(settings.parse(account.settings)) }, secrets: account.secrets },
    ...{ policy, mapping: { fields } },
  };
}

export const PLATFORMS: Record<PlatformKind, TestPlatform> = {
  meta: {
    definition: meta,
    sync: syncTo(meta, { mapping: { EMAIL: "email" } }),
    lineOf: (email) => `EMAIL ${sha256(email)}`,
    identifier: "EMAIL",
    path: () => "/users",
    needsPeople: false,
  },
  google: {
    definition: google,
    sync: syncTo(google, {
      policy: { ...people.peoplePolicy, columns: { "people.consent": "plain" } },
      mapping: { email: "email", ad_user_data: "consent" },
    }),
    lineOf: (email) => `email ${sha256(email)}`,
    identifier: "email",
    path: ({ asking }) => (asking ? "/v1/requestStatus" : "/v1/audienceMembers"),
    needsPeople: false,
  },
  hubspot: {
    definition: hubspot,
    sync: syncTo(hubspot, {
      policy: { ...people.peoplePolicy, tags: { email: "plain" } },
      mapping: { EMAIL: "email" },
    }),
    lineOf: (email) => `EMAIL ${email}`,
    identifier: "EMAIL",
    path: () => "/crm/v3/",
    needsPeople: true,
  },
};
