import type { Policy } from "@/lib/core/policy/types";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import type { RecordTerms } from "@/lib/core/record/types";
import google from "@/lib/destinations/google";
import hubspot from "@/lib/destinations/hubspot";
import meta from "@/lib/destinations/meta";
import webhook from "@/lib/destinations/webhook";
import type { SyncOptions } from "@/test/factories/sync";
import { sha256 } from "@/test/factories/wanted";
import * as people from "@/test/support/people-file";
import { TIER } from "./people";
import type { PlatformFault } from "./schedule";

/** "contacts" are HubSpot's records, "hubspot" its lists. */
export type PlatformKind = "meta" | "google" | "hubspot" | "contacts" | "webhook";

/** What an object holds: by what the ledger knows it, and of a record what is written beside it. */
export type Held = Map<string, string | null>;

/** A platform as the schedules use it: what a sync to it is made of, and how its simulator speaks of people. */
export type TestPlatform = {
  definition: DestinationDefinition;
  sync: Pick<SyncOptions, "kind" | "settings" | "secrets" | "policy" | "mapping" | "record">;
  writes: "set" | "records";
  /** By what the ledger knows an address. */
  identifierOf(email: string): string;
  /** What its simulator is asked for, and where an object stands in the answer. */
  shown: { query: string; heldIn(state: unknown, object: string): Held };
  /** A piece of the path of calls that faults meet. */
  path(fault: PlatformFault): string;
  /** Whether people have to be there before they can be put into a list. */
  needsPeople: boolean;
};

/** The more calls a person costs, the fewer there are. */
export const MOST_PEOPLE: Record<PlatformKind, number> = {
  ...{ meta: 30_000, google: 30_000, hubspot: 300, contacts: 300, webhook: 5_000 },
};

type Account = Pick<DestinationDefinition, "id" | "settings" | "simulator">;

function accountOf({ id, settings, simulator }: Account, more: object = {}) {
  const { account } = simulator!;
  return {
    ...{ kind: id, settings: { ...Object(settings.parse({ ...account.settings, ...more })) } },
    secrets: account.secrets,
  };
}

function setOf(
  definition: DestinationDefinition,
  { policy = people.peoplePolicy, mapping }: { policy?: Policy; mapping: Record<string, string> },
): Pick<TestPlatform, "definition" | "sync" | "writes" | "shown"> {
  const fields = Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, { column }]));
  return {
    ...{ definition, writes: "set" },
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

/** A mirror that deletes: who left the audience leaves; who only lost their consent is neither written nor removed. */
function recordsOf(
  definition: DestinationDefinition,
  { field, more }: { field: string; more?: object },
): Pick<TestPlatform, "definition" | "sync" | "writes" | "shown" | "identifierOf" | "needsPeople"> {
  const record: RecordTerms = {
    mapping: {
      key: { field: "email", from: { column: "email" } },
      fields: [{ field, from: { column: TIER }, when: "always", nulls: "clear" }],
    },
    ...{ mode: "mirror", removal: "delete" },
    known: {
      email: { label: "Email", type: "text", tags: ["email"] },
      [field]: { label: "Tier", type: "text", tags: [] },
    },
  };
  const policy = {
    ...people.peoplePolicy,
    ...{ tags: { email: "plain" as const }, columns: { [`people.${TIER}`]: "plain" as const } },
  };
  return {
    ...{ definition, writes: "records", needsPeople: false, identifierOf: (email) => email },
    sync: { ...accountOf(definition, more), policy, record },
    shown: { query: "records=1", heldIn: (state, object) => recordsIn(state, object, field) },
  };
}

function recordsIn(state: unknown, object: string, field: string): Held {
  const { records } = state as { records: Record<string, Record<string, string>[]> };
  return new Map((records[object] ?? []).map((record) => [record.email!, record[field] ?? null]));
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
  contacts: { ...recordsOf(hubspot, { field: "loyalty_tier" }), path: () => "/crm/v3/objects" },
  webhook: {
    ...recordsOf(webhook, { field: "tier", more: { objects: "rows-1,rows-2" } }),
    path: () => "/coterie",
  },
};

/** A sync's object that need not be made first; undefined of a list. */
export const recordObject = (kind: PlatformKind, index: number): string | undefined =>
  ({ contacts: "contacts", webhook: `rows-${index + 1}` })[kind as string];
