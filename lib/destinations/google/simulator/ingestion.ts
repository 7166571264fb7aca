import type { Fault } from "@/lib/kit/simulator/faults";
import type { PlatformAnswer, PlatformCall } from "@/lib/kit/simulator/server";
import type { Audience } from "@/lib/kit/simulator/sets/audience";
import {
  consentProblem,
  type Identifier,
  identifiersOf,
  keyTypeOf,
  Members,
  MOST_MEMBERS,
  violationsOf,
} from "./members";
import { forbidden, invalid, refuse } from "./refusals";
import type { GoogleWorld } from "./world";

/** `audienceMembers:ingest`, `:remove` and `:removeAll`: refused whole, or taken in and told of later. */
export function ingest(google: GoogleWorld, call: PlatformCall, fault?: Fault): PlatformAnswer {
  const parsed = Members.safeParse(call.body);
  if (!parsed.success) return invalid("", "INVALID_FORMAT");
  const body = parsed.data;
  const audience = listOf(google, body);
  if (!(audience && "add" in audience)) return audience;
  if (call.path.endsWith(":removeAll")) return removeAll(google, audience);
  const isRemoval = call.path.endsWith(":remove");
  return (
    wrongRequest(google, body, audience, isRemoval) ?? take(google, { body, audience, isRemoval, fault })
  );
}

function listOf(google: GoogleWorld, { destinations }: Members): Audience | PlatformAnswer {
  const [destination] = destinations;
  if (!destination) return invalid("destinations", "REQUIRED_FIELD_MISSING");
  if (destinations.length > 1) return invalid("destinations", "TOO_MANY_DESTINATIONS");
  if (destination.operatingAccount.accountId !== google.account) return forbidden();
  if (destination.loginAccount && destination.loginAccount.accountId !== google.manager) return forbidden();
  return (
    google.world.audiences.get(destination.productDestinationId) ??
    invalid("destinations[0].product_destination_id", "INVALID_USER_LIST_ID")
  );
}

function wrongRequest(
  google: GoogleWorld,
  body: Members,
  audience: Audience,
  isRemoval: boolean,
): PlatformAnswer | null {
  const { audienceMembers: members, encoding, termsOfService } = body;
  if (members.length === 0) return invalid("audience_members", "REQUIRED_FIELD_MISSING");
  if (members.length > MOST_MEMBERS) return invalid("audience_members", "TOO_MANY_AUDIENCE_MEMBERS");
  const types = new Set(members.map(keyTypeOf));
  if (types.has(null)) return invalid("audience_members", "NO_IDENTIFIERS_PROVIDED");
  if (types.size > 1) return invalid("audience_members", "MULTIPLE_DATA_TYPES_NOT_ALLOWED");
  const [type] = types;
  if (type !== audience.details.keyType) return invalid("destinations[0]", "INVALID_USER_LIST_TYPE");
  if (type === "CONTACT_ID" && (encoding ?? "ENCODING_UNSPECIFIED") === "ENCODING_UNSPECIFIED")
    return invalid("encoding", "REQUIRED_FIELD_MISSING");
  if (!isRemoval && !google.termsSigned && termsOfService?.customerMatchTermsOfServiceStatus !== "ACCEPTED")
    return refuse(400, "TERMS_AND_CONDITIONS_NOT_SIGNED");
  const violations = violationsOf(body);
  return violations.length > 0 ? refuse(400, "INVALID_ARGUMENT", { violations }) : null;
}

type Taken = { body: Members; audience: Audience; isRemoval: boolean; fault: Fault | undefined };

function take(google: GoogleWorld, { body, audience, isRemoval, fault }: Taken): PlatformAnswer {
  const { audienceMembers: members, encoding } = body;
  const errors: Record<string, number> = {};
  const good: Identifier[] = [];
  let identifiers = 0;
  for (const [index, member] of members.entries()) {
    const own = identifiersOf(member, encoding);
    identifiers += own.length;
    const dropped = fault?.kind === "invalid_entries" && index < fault.count;
    const problem = dropped
      ? "PROCESSING_ERROR_REASON_INVALID_FORMAT"
      : isRemoval
        ? null
        : consentProblem(member, body);
    if (problem) errors[problem] = (errors[problem] ?? 0) + 1;
    else good.push(...own);
  }
  if (body.validateOnly) return { status: 200, body: {} };
  google.put(audience, isRemoval ? "remove" : "add", good);
  const data = { CONTACT_ID: "userData", USER_ID: "userIdData", MOBILE_ID: "mobileData" } as const;
  const counts = { records: members.length, identifiers, errors, data: data[keyTypeOf(members[0]!)!] };
  return { status: 200, body: { requestId: google.requests.begin({ ...counts, isRemoval }) } };
}

function removeAll(google: GoogleWorld, audience: Audience): PlatformAnswer {
  google.world.change({ change: "clear", id: audience.id });
  const nothing = { records: 0, identifiers: 0, errors: {}, data: "userData" as const, isRemoval: true };
  return { status: 200, body: { requestId: google.requests.begin(nothing) } };
}
