import { z } from "zod";
import { parseJson } from "@/lib/http/request";
import type { Fault } from "@/lib/kit/simulator/faults";
import { identifiersOf, type KeyType, keyTypeOf, type Member, wrongWith } from "../members";
import type { GoogleWorld } from "../world";
import { type AdsError, type AdsRefusal, jobError, missing } from "./failures";

/** https://developers.google.com/google-ads/api/docs/best-practices/quotas (2026-11-20) */
const MOST_IDENTIFIERS = 100_000;

export type Operation = { change: "add" | "remove"; member: Member } | { change: "clear" };
type Job = { list: string; isGranted: boolean; operations: Operation[]; isStarted: boolean };
const Run = z.object({ begun: z.number() });

/** OfflineUserDataJobs: made, filled, run; what they do is done when they run, and is said later. */
export class Jobs {
  /** Not yet run; a restart forgets them, and nothing of them has happened. */
  private readonly open = new Map<string, Job>();
  private count = 0;

  constructor(
    private readonly google: GoogleWorld,
    private readonly now: () => number = Date.now,
  ) {}

  create(listName: string, isGranted: boolean): string | AdsRefusal {
    const list = listName.slice(listName.lastIndexOf("/") + 1);
    if (!this.google.world.audiences.has(list)) return jobError("INVALID_USER_LIST_ID");
    this.count += 1;
    const name = `customers/${this.google.account}/offlineUserDataJobs/${this.now()}${this.count}`;
    this.open.set(name, { list, isGranted, operations: [], isStarted: false });
    return name;
  }

  /** Which operations are refused; the others are kept until the job runs. */
  add(name: string, operations: readonly Operation[], fault?: Fault): AdsError[] | AdsRefusal {
    const job = this.open.get(name);
    if (!job) return missing();
    if (job.isStarted) return jobError("JOB_ALREADY_STARTED");
    const audience = this.google.world.audiences.get(job.list);
    if (!audience) return jobError("INVALID_USER_LIST_ID");
    if (operations.length > MOST_IDENTIFIERS) return jobError("TOO_MANY_USER_IDENTIFIERS");
    const all = [...job.operations, ...operations];
    if (all.some(({ change }, index) => change === "clear" && index > 0))
      return jobError("INVALID_OPERATION_ORDER");
    const errors = operations.flatMap((operation, index) => {
      const dropped = fault?.kind === "invalid_entries" && index < fault.count;
      const name = dropped ? "INVALID_SHA256_FORMAT" : wrongOperation(operation, audience.details.keyType);
      return name ? [{ family: "offline_user_data_job_error", name, index }] : [];
    });
    const refused = new Set(errors.map(({ index }) => index));
    job.operations.push(...operations.filter((_, index) => !refused.has(index)));
    return errors;
  }

  run(name: string): AdsRefusal | null {
    const job = this.open.get(name);
    if (!job) return missing();
    if (job.isStarted) return jobError("JOB_ALREADY_STARTED");
    const audience = this.google.world.audiences.get(job.list);
    if (!audience) return jobError("INVALID_USER_LIST_ID");
    job.isStarted = true;
    const of = (change: "add" | "remove") =>
      job.operations.flatMap((one) => (one.change === change ? identifiersOf(one.member, "HEX") : []));
    if (job.operations[0]?.change === "clear") this.google.world.change({ change: "clear", id: job.list });
    if (of("remove").length > 0) this.google.put(audience, "remove", of("remove"));
    // Without consent the job succeeds and nobody of it is taken.
    if (job.isGranted && of("add").length > 0) this.google.put(audience, "add", of("add"));
    job.operations = [];
    const text = JSON.stringify({ begun: this.now() });
    this.google.world.change({ change: "note", key: `job ${name}`, text });
    return null;
  }

  statusOf(name: string): "PENDING" | "RUNNING" | "SUCCESS" | undefined {
    const run = Run.safeParse(parseJson(this.google.world.notes.get(`job ${name}`) ?? ""));
    if (run.success) return this.google.requests.isProcessed(run.data.begun) ? "SUCCESS" : "RUNNING";
    return this.open.has(name) ? "PENDING" : undefined;
  }
}

const WORDED: Readonly<Record<string, string>> = {
  NO_IDENTIFIERS_PROVIDED: "MISSING_USER_IDENTIFIER",
  REQUIRED_FIELD_MISSING: "MISSING_USER_IDENTIFIER",
  INVALID_HEX_ENCODING: "INVALID_SHA256_FORMAT",
};

function wrongOperation(operation: Operation, keyType: string | undefined): string | undefined {
  if (operation.change === "clear") return undefined;
  const type: KeyType | null = keyTypeOf(operation.member);
  if (type === null) return "MISSING_USER_IDENTIFIER";
  if (type !== keyType) return "INCOMPATIBLE_UPLOAD_KEY_TYPE";
  const [first] = wrongWith(operation.member, "HEX");
  return first && (WORDED[first[1]] ?? first[1]);
}
