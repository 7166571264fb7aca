import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Job, Query, QueryResultsOptions } from "@google-cloud/bigquery";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { currentWork } from "@/lib/trace/work";
import type { Connection } from "./connection";
import type { Field, RawRow } from "./convert";
import { JobFailed, translateError } from "./errors";
import { requireFit } from "./limits";
import { requireOneStatement } from "./one-statement";
import { namedParameters } from "./parameters";
import type { BigquerySettings } from "./settings";

export type Page = { fields: readonly Field[]; rows: readonly RawRow[] };

/**
 * The pages of a query's answer, each fetched when the one before has been used; the first when the query is done. Aborting, or
 * leaving before it is done, stops the query in the warehouse.
 */
export async function* pagesOf(
  connection: Connection,
  query: SqlQuery,
  { signal, size }: { signal?: AbortSignal | undefined; size: number },
): AsyncGenerator<Page> {
  requireFit(query);
  requireOneStatement(query.sql);
  signal?.throwIfAborted();
  const client = await connection.client();
  // Named here, so that it can be stopped before the service has told its name.
  const jobId = `coterie_${randomUUID()}`;
  let job = client.job(jobId, { location: connection.settings.location });
  const stop = stopping(connection.settings, signal);
  let mayRun = true;
  try {
    job = await stop.orSooner(insert(connection, { ...jobOptions(connection.settings, query), jobId }, job));
    let options: QueryResultsOptions | null = { autoPaginate: false, maxResults: size, skipParsing: true };
    while (options) {
      const [next, answer]: Results = await stop.orSooner(fetchPage(job, options));
      options = next;
      if (!answer.jobComplete) continue;
      if (mayRun) await writeDownBytes(job);
      mayRun = false;
      yield { fields: answer.schema?.fields ?? [], rows: answer.rows ?? [] };
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    mayRun &&= !isRefusal(error);
    throw translateError(error);
  } finally {
    stop.release();
    if (mayRun)
      await Promise.race([
        job.cancel().catch(() => {}),
        setTimeout(CANCEL_MILLISECONDS, null, { ref: false }),
      ]);
  }
}

/** Nobody waits longer to hear that a query is being stopped. */
const CANCEL_MILLISECONDS = 5_000;

/** What the service refused does not run. */
function isRefusal(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === "number" && code >= 400 && code < 500;
}

type Answer = { jobComplete?: boolean; schema?: { fields?: Field[] }; rows?: RawRow[] };
type Results = readonly [next: QueryResultsOptions | null, answer: Answer];

async function fetchPage(job: Job, options: QueryResultsOptions): Promise<Results> {
  const [, next, answer] = await job.getQueryResults(options);
  // The library types answers as they might be; these are the parts that were asked for.
  return [next ?? null, (answer ?? {}) as Answer];
}

/**
 * Billed are bytes in full megabytes, ten at least and none from the cache: only the finished job says how many. That costs a request,
 * so it is asked only where someone keeps a bill, and an answer that fails costs nobody theirs.
 */
async function writeDownBytes(job: Job): Promise<void> {
  const { bill } = currentWork();
  if (!bill) return;
  const [metadata] = await job.getMetadata().catch(() => [null]);
  const { totalBytesBilled } = Object(metadata?.statistics?.query) as { totalBytesBilled?: string };
  if (totalBytesBilled !== undefined) bill.add({ bytesBilled: Number(totalBytesBilled) });
}

/** The library repeats a request that failed on the way; the service then knows the job already, which is as good. */
async function insert(connection: Connection, options: Query, known: Job): Promise<Job> {
  const client = await connection.client();
  try {
    const [job] = await client.createQueryJob(options);
    const failed = job.metadata?.status?.errorResult;
    if (failed) throw new JobFailed(failed);
    return job;
  } catch (error) {
    if (Object(error).code === 409) return known;
    throw error;
  }
}

/** What the query would read, and the columns it would have: asking is free. */
export async function dryRun(
  connection: Connection,
  query: SqlQuery,
): Promise<{ bytes: number; fields: readonly Field[]; statement: string }> {
  requireFit(query);
  requireOneStatement(query.sql);
  try {
    const client = await connection.client();
    const [job] = await client.createQueryJob({ ...jobOptions(connection.settings, query), dryRun: true });
    const { totalBytesProcessed, query: about } = Object(job.metadata?.statistics);
    return {
      bytes: Number(totalBytesProcessed ?? 0),
      fields: about?.schema?.fields ?? [],
      statement: String(about?.statementType ?? "SELECT"),
    };
  } catch (error) {
    throw translateError(error);
  }
}

function jobOptions(settings: BigquerySettings, query: SqlQuery): Query {
  const { project, dataset, maximumGigabytesBilled, timeout } = settings;
  return {
    query: query.sql,
    useLegacySql: false,
    parameterMode: "NAMED",
    queryParameters: namedParameters(query).map(({ name, type, value }) => ({
      name,
      parameterType: { type },
      parameterValue: { value: value === null ? undefined : String(value) },
    })),
    ...(dataset && { defaultDataset: { projectId: project, datasetId: dataset } }),
    ...(maximumGigabytesBilled && { maximumBytesBilled: String(Math.floor(maximumGigabytesBilled * 1e9)) }),
    jobTimeoutMs: timeout * 1000,
    labels: { application: "coterie" },
  };
}

/** The service stops a query at its time too; this is for when it does not answer. */
const GRACE_MILLISECONDS = 30_000;

/** Waiting that ends when the signal says so, or when the question has taken too long. */
function stopping({ timeout }: BigquerySettings, signal: AbortSignal | undefined) {
  const deadline = AbortSignal.timeout(timeout * 1000 + GRACE_MILLISECONDS);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  // Not Promise.race with one promise for all pages: that would hold every page until the end.
  let fail: (reason: unknown) => void = () => {};
  const reason = () => (signal?.aborted ? signal.reason : new JobFailed({ reason: "timeout" }));
  const giveUp = () => fail(reason());
  either.addEventListener("abort", giveUp, { once: true });
  return {
    orSooner: <T>(work: Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        fail = reject;
        work.then(resolve, reject);
        if (either.aborted) reject(reason());
      }),
    release: () => either.removeEventListener("abort", giveUp),
  };
}
