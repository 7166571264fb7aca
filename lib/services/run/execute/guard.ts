import { guards, settingOf } from "@/lib/core/guards/all";
import { type Looked, look } from "@/lib/core/guards/look";
import type { Facts, Finding, GuardId, Owed, Stage } from "@/lib/core/guards/types";
import type { PlanSummary } from "@/lib/core/membership/types";
import type { ErrorView } from "@/lib/core/views/error";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { storedFindings, toJson } from "@/lib/db/stored";
import type { Attempt } from "./attempt";
import { historyOf, passesOf } from "./guard-settings";
import { withWarehouse } from "./materialise";
import { sourceFacts } from "./source-facts";

const NOTHING_KNOWN: Omit<Facts, "asOf" | "kind" | "isUndo"> = {
  ...{ tables: [], columns: [], values: [], dbt: null },
  ...{ members: null, plan: null, owed: null, ledger: null, approved: null, sinceLast: null },
  ...{ platform: null, answered: null },
};

/** Asks the guards of one attempt, stage by stage, and keeps what they found. */
export class GuardWatch {
  /** What a blocked run would have sent. */
  private withheld: PlanSummary | null = null;

  private constructor(
    private readonly at: Attempt,
    private readonly passes: Awaited<ReturnType<typeof passesOf>>,
    private readonly history: Awaited<ReturnType<typeof historyOf>>,
    private found: Looked,
  ) {}

  /** Nothing is found yet; what was found before this attempt counts only where a run that was stopped goes on. */
  static async of(at: Attempt, found: readonly Finding[] = []): Promise<GuardWatch> {
    const { syncId, asOf } = at.subject;
    const [passes, history] = [await passesOf(at.runId), await historyOf(syncId, asOf)];
    const isBlocking = ({ action }: Finding) => action === "block";
    const before = { blocking: found.filter(isBlocking), warnings: found.filter((one) => !isBlocking(one)) };
    return new GuardWatch(at, passes, history, before);
  }

  get blocks(): boolean {
    return this.found.blocking.length > 0;
  }

  /** Before anything is read of people. */
  async source(): Promise<Looked> {
    const { subject, signal } = this.at;
    const facts = await withWarehouse(this.at, (warehouse, dialect) =>
      sourceFacts({ subject, warehouse, dialect, signal }, (guard) => this.isOn(guard)),
    );
    const known = new Set(this.history.emptyColumns);
    const emptied = facts.emptyColumns
      .filter((name) => !known.has(name))
      .map((name) => ({
        entity: name.split(".")[0]!,
        column: name.slice(name.indexOf(".") + 1),
        problem: "all_null" as const,
      }));
    // Before anything was approved nobody said what an ordinary row looks like.
    const isApproved = this.history.approved !== null;
    return this.look("source", { ...facts, columns: [...facts.columns, ...(isApproved ? emptied : [])] });
  }

  /** Before anything is sent: what the plan would do. What that is held against is asked for first, so the plan need not wait. */
  async planGuard(members: number | null): Promise<(plan: PlanSummary) => Looked> {
    const { state, subject, look } = this.at;
    const ledger = await state.counts(subject.scope);
    const { approved, approvedHeld, sinceLast } = this.history;
    const facts = () => ({ sinceLast, platform: look.size, ledger });
    if (members !== null) return (plan) => this.look("plan", { ...facts(), plan, members, approved });
    // Of an undo nobody counts the audience: who would be held then is held against who would have been when it was approved.
    const asHeld = approved && approvedHeld !== null ? { ...approved, members: approvedHeld } : approved;
    return (plan) => {
      const { enter, stay } = plan.people;
      const held = approvedHeld === null ? null : enter + stay;
      return this.look("plan", { ...facts(), plan, members: held, approved: asHeld });
    };
  }

  /** Whether any guard would mind, were everyone who leaves owed it for the same reason: then it is worth counting them. */
  mayMind(plan: PlanSummary): boolean {
    const { leave } = plan.people;
    const { blocking, warnings } = this.ask("privacy", { plan, owed: { withdrew: leave, vanished: leave } });
    return blocking.length + warnings.length > 0;
  }

  /** Before removals that are owed to people. */
  owed(plan: PlanSummary, owed: Owed): Looked {
    return this.look("privacy", { plan, owed });
  }

  isOn(id: GuardId): boolean {
    const { guardSettings, use } = this.at.subject;
    const guard = guards.find((one) => one.id === id)!;
    return settingOf(guard, guardSettings, use).action !== "off";
  }

  /** Keeps the findings with the run; of a blocked one, what it would have sent. */
  async keep(withheld: PlanSummary | null): Promise<void> {
    this.withheld ??= withheld;
    const findings = [...this.found.blocking, ...this.found.warnings];
    await database().run.update({
      where: { id: this.at.runId },
      data: {
        findings: findings.length > 0 ? toJson(findings) : Prisma.DbNull,
        withheldPlan: this.blocks && this.withheld ? toJson(this.withheld) : Prisma.DbNull,
      },
    });
  }

  /** Why nothing may be added; null: nothing blocks. */
  problem(): ErrorView["error"] | null {
    const [first] = this.found.blocking;
    return first ? blockedBy(first, this.found.blocking) : null;
  }

  private look(stage: Stage, facts: Partial<Facts>): Looked {
    const looked = this.ask(stage, facts);
    this.found = {
      blocking: withThese(this.found.blocking, looked.blocking),
      warnings: withThese(this.found.warnings, looked.warnings),
    };
    return looked;
  }

  private ask(stage: Stage, facts: Partial<Facts>): Looked {
    const { subject, kind } = this.at;
    const isUndo = kind === "undo";
    const given = { settings: subject.guardSettings, use: subject.use, passes: this.passes };
    const known = { ...NOTHING_KNOWN, asOf: subject.asOf, kind: subject.kind, isUndo };
    return look(stage, { ...known, ...facts }, given);
  }
}

/** A stage may be looked at twice: before everything, and again before what is left of it. */
function withThese(before: readonly Finding[], now: readonly Finding[]): Finding[] {
  const isTold = ({ guard, subject }: Finding) =>
    now.some((one) => one.guard === guard && one.subject === subject);
  return [...before.filter((one) => !isTold(one)), ...now];
}

export function blockedBy(first: Finding, all: readonly Finding[]): ErrorView["error"] {
  return {
    code: `GUARD_${first.guard.toUpperCase()}`,
    message: first.message,
    fix: first.fix,
    remedy: "ask_approver",
    ...(all.length > 1 && {
      problems: all.map(({ guard, message, fix }) => ({
        code: `GUARD_${guard.toUpperCase()}`,
        path: guard,
        message,
        fix,
      })),
    }),
  };
}

/** What the guard of refused rows says of answers so far. */
export async function refusalJudge({ runId, kind: runKind, subject }: Attempt) {
  const isUndo = runKind === "undo";
  const { guardSettings: settings, use, asOf, kind } = subject;
  const passes = await passesOf(runId);
  return (answered: NonNullable<Facts["answered"]>): Finding | null =>
    look("delivery", { ...NOTHING_KNOWN, asOf, kind, isUndo, answered }, { settings, use, passes })
      .blocking[0] ?? null;
}

/** A guard that stopped the run on its way is told beside those before. */
export async function keepFinding(runId: string, finding: Finding): Promise<void> {
  const { findings } = await database().run.findUniqueOrThrow({
    where: { id: runId },
    select: { findings: true },
  });
  await database().run.update({
    where: { id: runId },
    data: { findings: toJson([finding, ...storedFindings(findings)]) },
  });
}
