import { spentWords, stoppedBy } from "@/lib/core/cost/budget";
import type { BudgetUse, Measure } from "@/lib/core/cost/types";
import type { ErrorView } from "@/lib/core/views/error";
import { database } from "@/lib/db/client";
import { budgetUses } from "@/lib/services/cost/budgets";
import type { Costs } from "@/lib/trace/bill";
import { currentWork } from "@/lib/trace/work";
import type { Attempt } from "./attempt";
import { passedSince } from "./passed";
import type { Standing } from "./standing";

/** What other runs spend meanwhile is read again after so long; what this one spends, its bill tells at once. */
const READ_AGAIN_MS = 5_000;

type Watched = Pick<Attempt, "kind" | "subject" | "deps">;

/** The budgets that stop a run, as they stand at any moment of it. Taking back what another run did is under none. */
export class BudgetWatch {
  private constructor(
    private readonly at: Watched,
    private known: Known,
  ) {}

  static async of(at: Watched): Promise<BudgetWatch> {
    return new BudgetWatch(at, await read(at));
  }

  /** Why a run may add nobody: a budget is spent, or what it is about to do takes more calls than are left. */
  whyNot(callsItTakes = 0): ErrorView["error"] | null {
    const stop = stoppedBy(this.uses(), callsItTakes);
    if (!stop) return null;
    const takes = callsItTakes > 0 ? `, and this run takes ${callsItTakes.toLocaleString("en")} calls` : "";
    return spent(`The month's budget of this ${stop.of} does not reach: ${spentWords(stop)}${takes}.`);
  }

  /** While it sends, before each call: what is under way is never cut off. */
  async standing(): Promise<Standing> {
    const { known, at } = this;
    if (known.uses.length === 0) return { ok: true };
    if (passedSince(known.readAt, at.deps.now().getTime()) >= READ_AGAIN_MS) this.known = await read(at);
    const stop = stoppedBy(this.uses(), 0);
    if (!stop) return { ok: true };
    const words = `The month's budget of this ${stop.of} is spent: ${spentWords(stop)}.`;
    return { ok: false, status: "blocked", problem: spent(`${words} What was sent stays counted.`) };
  }

  private uses(): BudgetUse[] {
    const { uses, billed } = this.known;
    const now = soFar();
    return uses.map((use) => ({
      ...use,
      spent: {
        ...use.spent,
        platformCalls: use.spent.platformCalls + now.platformCalls - billed.platformCalls,
        bytesBilled: (use.spent.bytesBilled ?? 0) + now.bytesBilled - billed.bytesBilled,
      },
    }));
  }
}

type Spent = Record<Measure, number>;
/** `billed`: what of this run's own bill is in `uses` already. */
type Known = { uses: BudgetUse[]; billed: Spent; readAt: number };

async function read({ kind, subject, deps }: Watched): Promise<Known> {
  const readAt = deps.now().getTime();
  const uses = kind === "undo" ? [] : await blockingUses(subject.syncId);
  const [all, pending] = [soFar(), measured(currentWork().bill?.pending)];
  const billed = {
    platformCalls: all.platformCalls - pending.platformCalls,
    bytesBilled: all.bytesBilled - pending.bytesBilled,
  };
  return { uses, billed, readAt };
}

async function blockingUses(id: string): Promise<BudgetUse[]> {
  const sync = await database().sync.findUniqueOrThrow({
    where: { id },
    select: { id: true, workspaceId: true, budget: true, workspace: { select: { budget: true } } },
  });
  const uses = await budgetUses(database(), sync);
  return uses.filter(({ budget }) => budget.atLimit === "block");
}

const soFar = (): Spent => measured(currentWork().bill?.soFar);

const measured = (costs: Costs | undefined): Spent => ({
  platformCalls: costs?.platformCalls ?? 0,
  bytesBilled: costs?.bytesBilled ?? 0,
});

const spent = (message: string): ErrorView["error"] => ({
  code: "BUDGET_SPENT",
  message,
  remedy: "ask_admin",
  fix: "An admin raises it, or lets it warn only; else it goes on next month.",
});
