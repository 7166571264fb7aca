import { z } from "zod";

/** What dbt says of a job, in dbt's own webhook or in the short form a script writes. */
export type DbtMessage = {
  /** Names it may be known by: the job's id and its name. */
  job: readonly string[];
  succeeded: boolean;
  /** Null where it does not say, as while it runs; never of one that succeeded. */
  finishedAt: Date | null;
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
      runFinishedAt: instant.nullish(),
    }),
  })
  .transform(
    ({ eventType, data }): DbtMessage => ({
      job: [data.jobId, ...(data.jobName === undefined ? [] : [data.jobName])],
      succeeded: eventType === "job.run.completed" && data.runStatus === "Success",
      finishedAt: data.runFinishedAt ?? null,
    }),
  );

const short = z
  .object({ job: z.string().min(1), status: z.string(), finishedAt: instant.nullish() })
  .transform(
    ({ job, status, finishedAt }): DbtMessage => ({
      job: [job],
      succeeded: status.toLowerCase() === "success",
      finishedAt: finishedAt ?? null,
    }),
  );

/** Null for what is neither, and for a success without a time: the same message again could not be known as one. */
export function readDbtMessage(body: string): DbtMessage | null {
  const message = z.union([webhook, short]).safeParse(parseJson(body)).data;
  return message && (message.finishedAt || !message.succeeded) ? message : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
