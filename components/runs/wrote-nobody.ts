import type { RunView } from "@/lib/core/views/run";

/** A step for one chosen member that found nothing to write: nobody of that key may be sent, or nothing changed. */
export function wroteNobody({
  isForOne,
  status,
  plan,
}: Pick<RunView, "isForOne" | "status" | "plan">): boolean {
  return isForOne && status === "succeeded" && plan !== null && plan.adds === 0 && plan.updates === 0;
}
