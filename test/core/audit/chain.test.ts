import { describe, expect, it } from "vitest";
import { type AuditRecord, auditHash, CHAIN_START, FIRST_LINK, followLink } from "@/lib/core/audit/chain";

const first: AuditRecord = {
  workspaceId: "w1",
  sequence: 1,
  at: "2026-11-20T08:00:00.000Z",
  actorId: "u1",
  actor: "Ada",
  action: "change_set.approve",
  subject: "change_set:c1",
  before: { status: "waiting" },
  after: { status: "approved" },
  reason: "Looked at the sample.",
};
const chained = { ...first, previousHash: CHAIN_START, hash: auditHash(first, CHAIN_START) };
const second = { ...first, sequence: 2, action: "run.start" };
const next = { ...second, previousHash: chained.hash, hash: auditHash(second, chained.hash) };

describe("the chain of audit events", () => {
  it("is followed from its start, event by event", () => {
    const link = followLink(FIRST_LINK, chained)!;
    expect(link).toEqual({ sequence: 1, hash: chained.hash });
    expect(followLink(link, next)).toEqual({ sequence: 2, hash: next.hash });
  });

  it.each<[keyof AuditRecord, unknown]>([
    ["workspaceId", "w2"],
    ["sequence", 2],
    ["at", "2026-11-20T08:00:00.001Z"],
    ["actorId", "u2"],
    ["actor", "Bob"],
    ["action", "change_set.withdraw"],
    ["subject", "change_set:c2"],
    ["before", { status: "measuring" }],
    ["after", { status: "void" }],
    ["reason", null],
  ])("breaks where an event's %s was changed", (member, value) => {
    expect(followLink(FIRST_LINK, { ...chained, [member]: value })).toBeNull();
  });

  it("breaks where an event was taken out, or put in front of another", () => {
    expect(followLink(FIRST_LINK, next)).toBeNull();
    expect(followLink({ sequence: 2, hash: next.hash }, chained)).toBeNull();
  });
});
