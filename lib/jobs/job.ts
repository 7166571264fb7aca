import type { JobName, Jobs } from "@/lib/services/queue";
import type { RunDeps } from "@/lib/services/run/execute/deps";

/** What the worker does with one kind of job. */
export type JobHandler<N extends JobName> = {
  name: N;
  /** How many of them this process works on at a time. */
  concurrency: number;
  work(data: Jobs[N], deps: RunDeps): Promise<void>;
};
