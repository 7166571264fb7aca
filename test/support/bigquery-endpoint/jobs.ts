import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { SqlType } from "../zetasql/values";
import type { Answerer, Asked, Rows } from "./answers";
import { Refusal } from "./refusal";

/** The parts of a job that the client sends. */
const Configuration = z.object({
  dryRun: z.boolean().optional(),
  jobTimeoutMs: z.string().optional(),
  query: z.object({
    query: z.string(),
    useLegacySql: z.literal(false),
    maximumBytesBilled: z.string().optional(),
    defaultDataset: z.object({ projectId: z.string().optional(), datasetId: z.string() }).optional(),
    queryParameters: z
      .array(
        z.object({
          name: z.string(),
          parameterType: z.object({ type: z.string() }),
          parameterValue: z.object({ value: z.string().optional() }),
        }),
      )
      .default([]),
  }),
});
const JobRequest = z.object({
  jobReference: z.object({ jobId: z.string().optional(), location: z.string().optional() }).default({}),
  configuration: Configuration,
});

export type JobState = { id: string; state: "RUNNING" | "DONE"; isCancelled: boolean; pagesRead: number };
type Running = JobState & {
  rows: Rows | null;
  refusal: Refusal | null;
  waiters: (() => void)[];
  bytes: number;
};

/** Jobs of a project: each runs as soon as it is inserted, unless it is held back. */
export class Jobs {
  private readonly jobs = new Map<string, Running>();
  /** Jobs whose SQL holds this run until they are cancelled. */
  held: string | null = null;

  constructor(
    private readonly answerer: Answerer,
    private readonly project: string,
  ) {}

  states(): JobState[] {
    return [...this.jobs.values()].map(({ id, state, isCancelled, pagesRead }) => ({
      id,
      state,
      isCancelled,
      pagesRead,
    }));
  }

  async insert(body: unknown): Promise<object> {
    const { configuration, jobReference } = JobRequest.parse(body);
    const asked = askedOf(configuration);
    const { fields, bytes } = await this.answerer.plan(asked);
    const id = jobReference.jobId ?? randomUUID();
    const statistics = {
      totalBytesProcessed: String(bytes),
      query: { totalBytesProcessed: String(bytes), statementType: "SELECT", schema: { fields } },
    };
    if (configuration.dryRun) return { ...this.describe({ id, state: "DONE" }), statistics };
    if (this.jobs.has(id))
      throw new Refusal(409, "duplicate", `Already Exists: Job ${this.project}:US.${id}`);
    const job: Running = {
      id,
      state: "RUNNING",
      isCancelled: false,
      pagesRead: 0,
      rows: null,
      refusal: null,
      waiters: [],
      bytes,
    };
    this.jobs.set(id, job);
    const limit = configuration.query.maximumBytesBilled;
    if (limit !== undefined && bytes > Number(limit)) {
      const words = `Query exceeded limit for bytes billed: ${limit}. ${bytes} or higher required.`;
      finish(job, new Refusal(400, "bytesBilledLimitExceeded", words));
    } else if (this.held === null || !asked.sql.includes(this.held)) {
      void this.answerer.run(asked).then(
        (rows) => {
          job.rows = rows;
          finish(job, null);
        },
        (error: unknown) =>
          finish(job, error instanceof Refusal ? error : new Refusal(500, "internalError", String(error))),
      );
    }
    return { ...this.describe(job), configuration, statistics };
  }

  get(id: string): object {
    const job = this.find(id);
    const errorResult = job.refusal && { reason: job.refusal.reason, message: job.refusal.message };
    // Billed are full megabytes, ten at least.
    const billed = Math.max(10, Math.ceil(job.bytes / 1_048_576)) * 1_048_576;
    return {
      ...this.describe(job),
      ...(errorResult && { status: { state: job.state, errorResult } }),
      ...(job.state === "DONE" && { statistics: { query: { totalBytesBilled: String(billed) } } }),
    };
  }

  cancel(id: string): object {
    const job = this.find(id);
    if (job.state === "RUNNING") {
      job.isCancelled = true;
      finish(job, new Refusal(499, "stopped", "Job execution was cancelled: User requested cancellation"));
    }
    return { kind: "bigquery#jobCancelResponse", job: this.get(id) };
  }

  /** Waits as long as it may for the job to end, then gives a page. */
  async results(id: string, query: URLSearchParams): Promise<object> {
    const job = this.find(id);
    if (job.state === "RUNNING") await soon(job, Number(query.get("timeoutMs") ?? 10_000));
    if (job.refusal) throw job.refusal;
    const { jobReference } = this.describe(job);
    if (!job.rows) return { jobReference, jobComplete: false };
    const from = Number(query.get("pageToken") ?? query.get("startIndex") ?? 0);
    const count = Math.min(Number(query.get("maxResults") ?? 10_000), job.rows.total - from);
    job.pagesRead += 1;
    return {
      kind: "bigquery#getQueryResultsResponse",
      jobReference,
      jobComplete: true,
      schema: { fields: job.rows.fields },
      totalRows: String(job.rows.total),
      totalBytesProcessed: String(job.bytes),
      rows: job.rows.page(from, count),
      ...(from + count < job.rows.total && { pageToken: String(from + count) }),
    };
  }

  private find(id: string): Running {
    const job = this.jobs.get(id);
    if (job) return job;
    throw new Refusal(404, "notFound", `Not found: Job ${this.project}:US.${id}`);
  }

  private describe({ id, state }: Pick<Running, "id" | "state">) {
    return {
      kind: "bigquery#job",
      id: `${this.project}:US.${id}`,
      jobReference: { projectId: this.project, jobId: id, location: "US" },
      status: { state },
    };
  }
}

function finish(job: Running, refusal: Refusal | null): void {
  if (job.state === "DONE") return;
  job.state = "DONE";
  job.refusal = refusal;
  for (const wake of job.waiters) wake();
}

function soon(job: Running, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    job.waiters.push(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function askedOf({ query }: z.infer<typeof Configuration>): Asked {
  const parameters = query.queryParameters.map(({ name, parameterType, parameterValue }) => {
    const type = parameterType.type as SqlType;
    const text = parameterValue.value ?? null;
    return [name, { type, value: type === "BOOL" && text !== null ? text === "true" : text }] as const;
  });
  return {
    sql: query.query,
    parameters: Object.fromEntries(parameters),
    dataset: query.defaultDataset?.datasetId,
  };
}
