import { z } from "zod";

/** What dbt says of a job, in dbt's own webhook or in the short form a script writes. */
export type DbtMessage = {
  /** Names it may be known by: the job's id and its name. */
  job: readonly string[];
  succeeded: boolean;
  finishedAt: Date;
};

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** docs.getdbt.com/docs/deploy/webhooks, read 2026-11: job.run.completed comes for failed runs too. */
const webhook = z
  .object({
    eventType: z.string(),
    data: z.object({
      jobId: z.union([z.string(), z.number()]).transform(String),
      jobName: z.string().optional(),
      runStatus: z.string(),
      runFinishedAt: instant,
    }),
  })
  .transform(
    ({ eventType, data }): DbtMessage => ({
      job: [data.jobId, ...(data.jobName === undefined ? [] : [data.jobName])],
      succeeded: eventType === "job.run.completed" && data.runStatus === "Success",
      finishedAt: data.runFinishedAt,
    }),
  );

const short = z.object({ job: z.string().min(1), status: z.string(), finishedAt: instant }).transform(
  ({ job, status, finishedAt }): DbtMessage => ({
    job: [job],
    succeeded: status.toLowerCase() === "success",
    finishedAt,
  }),
);

/** Null for what is neither. */
export function readDbtMessage(body: string): DbtMessage | null {
  const json = parseJson(body);
  return z.union([webhook, short]).safeParse(json).data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
