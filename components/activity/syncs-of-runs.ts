import type { ActivityRow } from "@/lib/core/views/activity";

/** For every run of these events ("run:ID") the id of its sync, where any of them names it. */
export function syncsOfRuns(events: readonly ActivityRow[]): ReadonlyMap<string, string> {
  const pairs = events
    .filter(({ subject }) => subject.startsWith("run:"))
    .map(({ subject, before, after }) => [subject, syncIn(after) ?? syncIn(before)] as const)
    .filter((pair): pair is readonly [string, string] => pair[1] !== undefined);
  return new Map(pairs);
}

function syncIn(state: unknown): string | undefined {
  if (typeof state !== "object" || state === null || !("sync" in state)) return undefined;
  return typeof state.sync === "string" ? state.sync : undefined;
}
