import { recordClientOf, setClientOf } from "@/lib/core/destination/capability";
import { CoterieError } from "@/lib/core/errors";
import { guards, settingOf } from "@/lib/core/guards/all";
import type { PlanSummary } from "@/lib/core/membership/types";
import type { CallOptions, DestinationObject } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { observeCall } from "@/lib/services/watch/observe";
import type { Attempt, Look } from "./attempt";
import { courierOf } from "./courier-of";
import type { Patience, Target } from "./deps";
import { HoldOn } from "./stops";
import type { Subject } from "./subject";
import { recordAnswered, tellOfTrouble } from "./trouble";

/** With nothing to send, an object is looked at for the guard of its size alone, and not before so long (decision 036). */
export const LOOK_AGAIN_MS = 24 * 3_600_000;

/** While a plan is put before the guards, nothing is waited for. */
const AT_ONCE = { giveUpMs: 0, holdMs: 1_000 } as const satisfies Partial<Patience>;

/**
 * What the platform says of the sync's object: asked once an attempt, and only where it matters. Nothing is sent to an
 * object nobody looked at, and a run with nothing to send makes no call for it.
 */
export class ObjectLook implements Look {
  private told: Pick<DestinationObject, "size"> | null = null;

  constructor(
    private readonly at: Omit<Attempt, "look">,
    private readonly target: Target,
  ) {}

  /** How many it holds; null: the platform does not tell, or was not asked. */
  get size(): DestinationObject["size"] | null {
    return this.told?.size ?? null;
  }

  /** Whether a plan needs it, and it was not asked yet. */
  isOwed({ calls }: PlanSummary): boolean {
    return this.told === null && (calls > 0 || this.isDue());
  }

  /** Asks without patience; false: the platform has to be waited for. Throws OBJECT_GONE, and whatever waiting does not mend. */
  async atOnce(): Promise<boolean> {
    try {
      await this.ask({ ...this.at.deps.patience, ...AT_ONCE });
      return true;
    } catch (error) {
      const isLater = error instanceof HoldOn || (error instanceof CoterieError && error.remedy === "retry");
      if (isLater) return false;
      throw error;
    }
  }

  /** Asks as patiently as anything is sent. Throws OBJECT_GONE where the platform no longer has it. */
  async now(): Promise<void> {
    if (!this.told) await this.ask(this.at.deps.patience);
  }

  private isDue(): boolean {
    const { subject, deps } = this.at;
    const guard = guards.find(({ id }) => id === "platform_size")!;
    // Of records no platform says how many it holds because of us.
    if (subject.kind === "record" || settingOf(guard, subject.guardSettings, subject.use).action === "off")
      return false;
    const last = subject.objectLookedAt?.getTime() ?? 0;
    return deps.now().getTime() - last >= LOOK_AGAIN_MS;
  }

  private async ask(patience: Patience): Promise<void> {
    const { at, target } = this;
    const courier = courierOf({ ...at, deps: { ...at.deps, patience } }, target, false);
    this.told = await courier.call((signal, attempt) =>
      observeCall({ destination: target.definition.id, operation: "look", attempt }, () =>
        objectAt(at.subject, target, { signal, turn: () => courier.turn() }),
      ).catch(async (error: unknown) => {
        await tellOfTrouble(at.runId, error);
        throw error;
      }),
    );
    await recordAnswered(at.runId);
    if (at.kind !== "dry_run") await recordLook(at.subject, at.deps.now());
  }
}

async function objectAt({ kind, object }: Subject, { client, definition }: Target, options: CallOptions) {
  if (kind === "set") return setClientOf(client, definition).getObject(object, options);
  await recordClientOf(client, definition).getObject(object, options);
  return {};
}

/** A rehearsal does not put off what a run owes. */
async function recordLook({ syncId: id, object: objectId }: Subject, objectLookedAt: Date): Promise<void> {
  await database().sync.updateMany({ where: { id, objectId }, data: { objectLookedAt } });
}
