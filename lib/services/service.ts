import type { ZodType, z } from "zod";
import { Conflict, type CoterieError } from "@/lib/core/errors";
import type { Role } from "@/lib/core/views/session";
import { database, type Transaction } from "@/lib/db/client";
import { Prisma, type PrismaClient } from "@/lib/db/generated/client";
import { type Actor, requireRole } from "./actor";
import { type AuditEntry, appendAudit } from "./audit";
import { parse } from "./parse";
import { requireReachedInside } from "./row-scope/inside";
import { type RowStance, requireEveryRow } from "./row-scope/stance";

/** Inside a transaction of a service. */
export type Step = {
  actor: Actor;
  tx: Transaction;
  audit(entry: AuditEntry): Promise<void>;
  /** Says that there was nothing to change, so that no audit event is owed. */
  unchanged(): void;
  /** Keeps what was written and then refuses: a request found void stays marked void. */
  refuseAfterCommit(error: CoterieError): void;
};

/** Outside of transactions; `signal` belongs to whoever waits for the answer. */
export type Scope = {
  actor: Actor;
  db: PrismaClient;
  signal?: AbortSignal;
  transaction<T>(work: (step: Step) => Promise<T>): Promise<T>;
};

export type CallOptions = { signal?: AbortSignal };

export type ServiceSpec<S extends ZodType> = {
  /** "audience.create" */
  name: string;
  /** The least role that may call it. */
  role: Role;
  input: S;
  /** What it is to someone with a row scope; left out, they are refused. */
  rows?: RowStance<z.output<S>>;
};

/** One use case. Call it with an actor and typed input; `from` takes input nobody has looked at yet. */
export type Service<S extends ZodType, O> = {
  (actor: Actor, input: z.input<S>, options?: CallOptions): Promise<O>;
  from(actor: Actor, input: unknown, options?: CallOptions): Promise<O>;
  spec: ServiceSpec<S>;
};

/** A use case that reads, or that speaks to the world between its transactions. Scope first, then the input. */
export function service<S extends ZodType, O>(
  spec: ServiceSpec<S>,
  work: (scope: Scope, input: z.output<S>) => Promise<O>,
): Service<S, O> {
  const from = async (actor: Actor, input: unknown, options?: CallOptions): Promise<O> => {
    requireRole(actor, spec.role);
    if (spec.rows === undefined) requireEveryRow(actor);
    const parsed = parse(spec.input, input);
    if (typeof spec.rows === "function") await requireReachedInside(database(), actor, spec.rows(parsed));
    const transaction = <T>(inner: (step: Step) => Promise<T>) => runStep(actor, spec.name, inner);
    return work({ actor, db: database(), signal: options?.signal, transaction }, parsed);
  };
  return Object.assign(from, { from, spec });
}

/** A use case that is one transaction: load inside the workspace, decide, write, audit. */
export function change<S extends ZodType, O>(
  spec: ServiceSpec<S>,
  work: (step: Step, input: z.output<S>) => Promise<O>,
): Service<S, O> {
  return service(spec, (scope, input) => scope.transaction((step) => work(step, input)));
}

async function runStep<T>(actor: Actor, name: string, work: (step: Step) => Promise<T>): Promise<T> {
  let isAccountedFor = false;
  let refusal: CoterieError | undefined;
  const result = await transactionally(async (tx) => {
    const done = await work({
      actor,
      tx,
      audit: async (entry) => {
        isAccountedFor = true;
        await appendAudit(tx, actor.workspaceId, actor, entry);
      },
      unchanged: () => {
        isAccountedFor = true;
      },
      refuseAfterCommit: (error) => {
        refusal = error;
      },
    });
    if (!isAccountedFor) throw new Error(`${name} wrote no audit event`);
    return done;
  });
  if (refusal) throw refusal;
  return result;
}

const UNIQUE_VIOLATION = "P2002";

/** Services look before they write; the database's unique indexes settle two that looked at the same moment. */
async function transactionally<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await database().$transaction(work, { maxWait: 10_000, timeout: 20_000 });
  } catch (error) {
    const isLate = error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION;
    if (!isLate) throw error;
    throw new Conflict(
      "SAME_MOMENT",
      "Someone did the same at this very moment, and was first.",
      "Load the page again to see it.",
    );
  }
}
