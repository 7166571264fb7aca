import { describe, expect, it } from "vitest";
import { syncsOfRuns } from "@/components/activity/syncs-of-runs";
import type { ActivityRow } from "@/lib/core/views/activity";

const event = (subject: string, after: unknown): ActivityRow => ({
  sequence: 1,
  at: "2026-01-01T00:00:00Z",
  actor: "Ines",
  action: "run.retry",
  subject,
  reason: null,
  before: null,
  after,
});

describe("the sync of a run", () => {
  it("is known for every event of a run once one of them names it", () => {
    const events = [
      event("run:1", { status: "queued" }),
      event("run:1", { sync: "a", status: "succeeded" }),
      event("run:2", { status: "queued" }),
      event("sync:3", { sync: "b" }),
    ];
    expect([...syncsOfRuns(events)]).toEqual([["run:1", "a"]]);
  });
});
