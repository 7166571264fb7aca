import type { Policy } from "@/lib/core/policy/types";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import google from "@/lib/destinations/google";
import hubspot from "@/lib/destinations/hubspot";
import meta from "@/lib/destinations/meta";
import { sha256 } from "@/test/factories/wanted";
import * as people from "@/test/support/people-file";
import { RECORDS, type RecordKind } from "./record-platforms";
import { accountOf, type Held, type TestPlatform } from "./test-platform";

/** "hubspot" are its lists. */
export type PlatformKind = "meta" | "google" | "hubspot" | RecordKind;

/** The more calls a person costs, the fewer there are. */
export const MOST_PEOPLE: Record<PlatformKind, number> = {
  ...{ meta: 30_000, google: 30_000, hubspot: 300 },
  ...{ contacts: 300, cleared: 300, webhook: 5_000, posted: 5_000 },
};

function setOf(
  definition: DestinationDefinition,
  { policy = people.peoplePolicy, mapping }: { policy?: Policy; mapping: Record<string, string> },
): Pick<TestPlatform, "definition" | "sync" | "writes" | "shown" | "mayStay"> {
  const fields = Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, { column }]));
  return {
    ...{ definition, writes: "set", mayStay: () => new Set() },
    sync: { ...accountOf(definition), policy, mapping: { fields } },
    shown: { query: "identifiers=1", heldIn: listIn },
  };
}

/** Lists are told as "EMAIL 5e88…". */
function listIn(state: unknown, object: string): Held {
  const { audiences } = state as { audiences: { id: string; list: string[] }[] };
  const { list } = audiences.find(({ id }) => id === object)!;
  return new Map(list.map((line) => [line.slice(line.indexOf(" ") + 1), null]));
}

export const PLATFORMS: Record<PlatformKind, TestPlatform> = {
  meta: {
    ...setOf(meta, { mapping: { EMAIL: "email" } }),
    ...{ identifierOf: sha256, path: () => "/users", needsPeople: false },
  },
  google: {
    ...setOf(google, {
      policy: { ...people.peoplePolicy, columns: { "people.consent": "plain" } },
      mapping: { email: "email", ad_user_data: "consent" },
    }),
    ...{ identifierOf: sha256, needsPeople: false },
    path: ({ asking }) => (asking ? "/v1/requestStatus" : "/v1/audienceMembers"),
  },
  hubspot: {
    ...setOf(hubspot, {
      policy: { ...people.peoplePolicy, tags: { email: "plain" } },
      mapping: { EMAIL: "email" },
    }),
    ...{ identifierOf: (email) => email, path: () => "/crm/v3/", needsPeople: true },
  },
  ...RECORDS,
};
