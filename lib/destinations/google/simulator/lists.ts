import { z } from "zod";
import type { PlatformAnswer, PlatformCall } from "@/lib/kit/simulator/server";
import type { Audience } from "@/lib/kit/simulator/sets/audience";
import { invalid, missing } from "./refusals";
import type { GoogleWorld } from "./world";

const KEY_TYPES = ["CONTACT_ID", "USER_ID", "MOBILE_ID"] as const;
const New = z.object({
  displayName: z.string().min(1),
  description: z.string().default(""),
  membershipDuration: z.string().default("0s"),
  ingestedUserListInfo: z.object({
    uploadKeyTypes: z.array(z.enum(KEY_TYPES)).length(1),
    mobileIdInfo: z
      .object({ appId: z.string().min(1), keySpace: z.enum(["IOS", "ANDROID"]) })
      .loose()
      .optional(),
  }),
});

const DAY = 86_400;
const MOST_DAYS = 540;
/** Below this many people a platform tells no size. */
const SIZE_SHOWN_FROM = 100;

/** `accountTypes/GOOGLE_ADS/accounts/{id}/userLists` */
export function onLists(google: GoogleWorld, call: PlatformCall, id: string | undefined): PlatformAnswer {
  if (id !== undefined) {
    const audience = google.world.audiences.get(id);
    if (!audience) return missing();
    if (call.method === "GET") return { status: 200, body: shown(google, audience) };
    if (call.method !== "DELETE") return missing();
    google.world.change({ change: "delete", id });
    return { status: 200, body: {} };
  }
  if (call.method === "GET") return list(google, call);
  return call.method === "POST" ? create(google, call) : missing();
}

function create(google: GoogleWorld, { body }: PlatformCall): PlatformAnswer {
  const parsed = New.safeParse(body);
  if (!parsed.success) return invalid("user_list", "REQUIRED_FIELD_MISSING");
  const { displayName, description, membershipDuration, ingestedUserListInfo: info } = parsed.data;
  const seconds = Number(/^([0-9]+)s$/.exec(membershipDuration)?.[1] ?? Number.NaN);
  if (!Number.isInteger(seconds / DAY) || seconds / DAY > MOST_DAYS)
    return invalid("user_list.membership_duration", "INVALID_NUMBER_FORMAT");
  const [keyType = "CONTACT_ID"] = info.uploadKeyTypes;
  if (keyType === "MOBILE_ID" && !info.mobileIdInfo)
    return invalid("user_list.ingested_user_list_info.mobile_id_info", "REQUIRED_FIELD_MISSING");
  const taken = [...google.world.audiences.values()].some(({ name }) => name === displayName);
  if (taken) return invalid("user_list.display_name", "NAME_ALREADY_USED");
  const id = google.world.create(displayName, { description, keyType, seconds: String(seconds) });
  return { status: 200, body: shown(google, google.world.audiences.get(id)!) };
}

function list(google: GoogleWorld, { query }: PlatformCall): PlatformAnswer {
  const size = Math.min(Number(query.get("pageSize") ?? 50) || 50, 1000);
  const start = Number(query.get("pageToken") ?? 0);
  const audiences = [...google.world.audiences.values()];
  const userLists = audiences.slice(start, start + size).map((audience) => shown(google, audience));
  const more = start + size < audiences.length ? { nextPageToken: String(start + size) } : {};
  return { status: 200, body: { ...(userLists.length > 0 ? { userLists } : {}), ...more } };
}

/** Estimated, as Google says: nothing while it is small. */
export function sizesOf(audience: Audience): { display: number; search: number } {
  const { people } = audience.summary();
  if (people < SIZE_SHOWN_FROM) return { display: 0, search: 0 };
  return { display: Math.floor(people * 0.9), search: people };
}

function shown(google: GoogleWorld, audience: Audience) {
  const { keyType = "CONTACT_ID", description, seconds } = audience.details;
  const { display, search } = sizesOf(audience);
  return {
    name: `accountTypes/GOOGLE_ADS/accounts/${google.account}/userLists/${audience.id}`,
    id: audience.id,
    displayName: audience.name,
    ...(description ? { description } : {}),
    membershipStatus: "OPEN",
    membershipDuration: `${seconds}s`,
    accessReason: "OWNED",
    accountAccessStatus: "ENABLED",
    sizeInfo: { displayNetworkMembersCount: String(display), searchNetworkMembersCount: String(search) },
    ingestedUserListInfo: { uploadKeyTypes: [keyType] },
  };
}
