import type { services } from "google-ads-api";
import { z } from "zod";
import type { RefusedRow } from "@/lib/core/ports/destination";
import type { Consent } from "../members";
import { jobFor } from "./bodies";
import type { OpenAds } from "./sdk";
import { AdsFailure, operationOf, reasonOf } from "./thrown";

const Created = z.object({ resource_name: z.string().min(1) });
const Added = z.object({ partial_failure_error: z.unknown() });

export async function createJob(
  ads: OpenAds,
  { customerId, list, consent }: { customerId: string; list: string; consent: Consent | null },
): Promise<string> {
  const request = new ads.sdk.services.CreateOfflineUserDataJobRequest({
    customer_id: customerId,
    job: jobFor(ads, list, consent),
  });
  const answer = await ads.customer.offlineUserDataJobs.createOfflineUserDataJob(request);
  return Created.parse(answer).resource_name;
}

/** Gives a job its operations; the answer says by their places which of them Google refuses. */
export async function addOperations(
  ads: OpenAds,
  job: string,
  operations: services.IOfflineUserDataJobOperation[],
): Promise<RefusedRow[]> {
  const request = new ads.sdk.services.AddOfflineUserDataJobOperationsRequest({
    resource_name: job,
    enable_partial_failure: true,
    operations,
  });
  const answer = await ads.customer.offlineUserDataJobs.addOfflineUserDataJobOperations(request);
  return refusedOf(ads, answer);
}

/** The SDK decodes partial failures of mutations only; of this answer it must be asked to. */
function refusedOf(ads: OpenAds, answer: services.AddOfflineUserDataJobOperationsResponse): RefusedRow[] {
  const decode: unknown = Reflect.get(ads.customer, "decodePartialFailureError");
  if (typeof decode !== "function")
    throw new Error("google-ads-api has no decodePartialFailureError any more.");
  const { partial_failure_error: error } = Added.parse(decode.call(ads.customer, answer));
  const failure = AdsFailure.safeParse(error);
  if (!failure.success) return [];
  const byRow = new Map<number, RefusedRow>();
  for (const one of failure.data.errors) {
    const row = operationOf(one);
    // An error about no single operation is about all of them.
    if (row === null) throw failure.data;
    byRow.set(row, { row, reason: reasonOf(ads, one), permanent: true });
  }
  return [...byRow.values()].sort((a, b) => a.row - b.row);
}

export async function runJob(ads: OpenAds, job: string): Promise<void> {
  const request = new ads.sdk.services.RunOfflineUserDataJobRequest({ resource_name: job });
  await ads.customer.offlineUserDataJobs.runOfflineUserDataJob(request);
}

const JobRow = z.object({ offline_user_data_job: z.object({ status: z.union([z.string(), z.number()]) }) });

/** PENDING, RUNNING, SUCCESS or FAILED of each. */
export async function jobStatuses(ads: OpenAds, jobs: readonly string[]): Promise<string[]> {
  const names = jobs.map((job) => `'${job}'`).join(", ");
  const rows: unknown = await ads.customer.query(
    `SELECT offline_user_data_job.resource_name, offline_user_data_job.status FROM offline_user_data_job WHERE offline_user_data_job.resource_name IN (${names})`,
  );
  return z
    .array(JobRow)
    .parse(rows)
    .map(({ offline_user_data_job: { status } }) =>
      typeof status === "string" ? status : String(ads.sdk.enums.OfflineUserDataJobStatus[status]),
    );
}
