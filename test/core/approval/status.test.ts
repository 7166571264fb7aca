import { describe, expect, it } from "vitest";
import { mayDecide } from "@/lib/core/approval/may-decide";
import {
  audienceStatus,
  CHANGE_SET_ACTIONS,
  type ChangeSetAction,
  nextStatus,
  syncStatus,
} from "@/lib/core/approval/status";
import { Conflict } from "@/lib/core/errors";
import type { ChangeSetStatus } from "@/lib/core/views/change-set";

describe("a change set", () => {
  const table: [ChangeSetStatus, Partial<Record<ChangeSetAction, ChangeSetStatus>>][] = [
    ["measuring", { measured: "waiting", fail: "failed", withdraw: "withdrawn", void: "void" }],
    [
      "waiting",
      { approve: "approved", request_changes: "changes_requested", withdraw: "withdrawn", void: "void" },
    ],
    ["approved", { void: "void" }],
    ["changes_requested", {}],
    ["withdrawn", {}],
    ["void", {}],
    ["failed", {}],
  ];

  it.each(table)("that is %s moves only where the machine says", (status, steps) => {
    for (const action of CHANGE_SET_ACTIONS) {
      const next = steps[action];
      if (next) expect(nextStatus(status, action)).toBe(next);
      else expect(() => nextStatus(status, action)).toThrow(Conflict);
    }
  });

  it("says where it stands when it cannot move", () => {
    expect(() => nextStatus("withdrawn", "approve")).toThrow("This request is withdrawn.");
    expect(() => nextStatus("measuring", "approve")).toThrow("This request is still being measured.");
  });
});

describe("deciding", () => {
  const changeSet = { requestedById: "ana" };

  it.each(["viewer", "marketer"] as const)("is not for a %s", (role) => {
    expect(mayDecide({ userId: "ben", role }, changeSet)).toEqual({
      may: false,
      because: "Only approvers and admins decide.",
    });
  });

  it.each(["approver", "admin"] as const)("is for an %s who did not ask", (role) => {
    expect(mayDecide({ userId: "ben", role }, changeSet)).toEqual({ may: true });
    expect(mayDecide({ userId: "ana", role }, changeSet)).toEqual({
      may: false,
      because: "You asked for this yourself.",
    });
  });
});

describe("the status of a sync", () => {
  const approved = {
    approved: true,
    paused: false,
    voidReason: null,
    hasOpenChangeSet: false,
    objectGone: false,
  };

  it("follows from what is approved, paused, void and open", () => {
    expect(syncStatus(approved)).toBe("live");
    expect(syncStatus({ ...approved, hasOpenChangeSet: true })).toBe("live");
    expect(syncStatus({ ...approved, paused: true })).toBe("paused");
    expect(syncStatus({ ...approved, paused: true, voidReason: "The mode changed." })).toBe("void");
    expect(syncStatus({ ...approved, approved: false })).toBe("draft");
    expect(syncStatus({ ...approved, approved: false, hasOpenChangeSet: true })).toBe("in_review");
    expect(syncStatus({ ...approved, objectGone: true, voidReason: "The mode changed." })).toBe(
      "object_gone",
    );
  });
});

describe("the status of an audience", () => {
  it("follows from its syncs and its newest request", () => {
    const draft = { paused: false, syncs: [], latestChangeSet: null };
    expect(audienceStatus(draft)).toBe("draft");
    expect(audienceStatus({ ...draft, latestChangeSet: "measuring" })).toBe("in_review");
    expect(audienceStatus({ ...draft, latestChangeSet: "changes_requested" })).toBe("changes_requested");
    expect(audienceStatus({ ...draft, latestChangeSet: "approved" })).toBe("approved");
    expect(audienceStatus({ ...draft, latestChangeSet: "approved", syncs: ["live"] })).toBe("live");
    expect(audienceStatus({ ...draft, latestChangeSet: "approved", syncs: ["paused"] })).toBe("paused");
  });
});
