import type { Fault } from "@/lib/kit/simulator/faults";
import type { PlatformAnswer, PlatformCall } from "@/lib/kit/simulator/server";
import { ingest } from "./ingestion";
import { onLists } from "./lists";
import { forbidden, invalid, missing, unauthenticated, usedUp } from "./refusals";
import type { Outcome } from "./requests";
import type { GoogleWorld } from "./world";

/** Of a Cloud project and minute. https://developers.google.com/data-manager/api/limits (2026-11-20) */
const PER_MINUTE = 300;

/** The part of the Data Manager API v1 that has to do with customer lists. */
export function answerDataManager(google: GoogleWorld, call: PlatformCall, fault?: Fault): PlatformAnswer {
  if (!google.tokens.knows(call.headers.authorization)) return unauthenticated();
  if (call.path.startsWith("/v1/audienceMembers:")) {
    if (call.method !== "POST" || !/:(?:ingest|remove|removeAll)$/.test(call.path)) return missing();
    return counted(google, "IngestionMutate") ?? ingest(google, call, fault);
  }
  if (call.path === "/v1/requestStatus:retrieve") {
    return counted(google, "IngestionRead") ?? statusOf(google, call.query.get("requestId") ?? "");
  }
  const [, account, list] =
    /^\/v1\/accountTypes\/GOOGLE_ADS\/accounts\/([0-9]+)\/userLists(?:\/([^/]+))?$/.exec(call.path) ?? [];
  if (account === undefined) return missing();
  if (account !== google.account || isStranger(google, call)) return forbidden();
  return counted(google, `UserList ${call.method}`) ?? onLists(google, call, list);
}

/** Of an account the sign-in is said to come from, it must be the one that may act here. */
function isStranger({ manager, account }: GoogleWorld, { headers }: PlatformCall): boolean {
  const login = headers["login-account"];
  if (login === undefined) return false;
  return ![manager, account].some((id) => login === `accountTypes/GOOGLE_ADS/accounts/${id}`);
}

function counted({ quota }: GoogleWorld, name: string): PlatformAnswer | null {
  const wait = quota.take(name, PER_MINUTE);
  return wait === null ? null : usedUp(`${name.replace(/ .*/, "")}RequestsPerMinutePerProject`, wait);
}

function statusOf(google: GoogleWorld, id: string): PlatformAnswer {
  const outcome = google.requests.find(id);
  if (!outcome) return invalid("request_id", "INVALID_REQUEST_ID");
  return { status: 200, body: { requestStatusPerDestination: [worded(outcome)] } };
}

function worded({ isDone, records, identifiers, errors, data, isRemoval }: Outcome & { isDone: boolean }) {
  if (!isDone) return { requestStatus: "PROCESSING" };
  const errorCounts = Object.entries(errors).map(([reason, count]) => ({
    reason,
    recordCount: String(count),
  }));
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  const status = failed === 0 ? "SUCCESS" : failed < records ? "PARTIAL_SUCCESS" : "FAILED";
  const counts = { recordCount: String(records), [COUNT_OF[data]]: String(identifiers) };
  const group = isRemoval ? "audienceMembersRemovalStatus" : "audienceMembersIngestionStatus";
  return {
    requestStatus: status,
    ...(errorCounts.length > 0 ? { errorInfo: { errorCounts } } : {}),
    [group]: { [`${data}${isRemoval ? "Removal" : "Ingestion"}Status`]: counts },
  };
}

const COUNT_OF = { userData: "userIdentifierCount", userIdData: "userIdCount", mobileData: "mobileIdCount" };
