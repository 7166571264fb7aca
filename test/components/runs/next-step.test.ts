import { describe, expect, it } from "vitest";
import { nextStep, unknownWords } from "@/components/runs/next-step";
import type { Remedy } from "@/lib/core/errors";
import type { FindingView } from "@/lib/core/views/guard";
import type { RunView } from "@/lib/core/views/run";

type Stopped = Parameters<typeof nextStep>[0];

const problem = (remedy: Remedy): RunView["problem"] => ({ code: "X", message: "It stopped.", remedy });
const found = (action: FindingView["action"]): FindingView => ({
  ...{ guard: "size", label: "Size", action },
  ...{ message: "The audience is 80 % smaller.", fix: "Look." },
});
const run = (status: RunView["status"], rest: Partial<Stopped> = {}): Stopped => ({
  ...{ status, kind: "sync", problem: null },
  guards: { findings: [], withheld: null, pass: null },
  ...rest,
});

describe("a run that stopped short", () => {
  it("asks to be tried again where that may help", () => {
    expect(nextStep(run("partly_failed"))).toBe("retry");
    expect(nextStep(run("failed", { problem: problem("retry") }))).toBe("retry");
  });

  it("asks for a decision where guards block it, and to be mended where anything else does", () => {
    const guards = { findings: [found("block")], withheld: null, pass: null };
    expect(nextStep(run("blocked", { guards, problem: problem("ask_approver") }))).toBe("decide");
    const warned = { ...guards, findings: [found("warn")] };
    expect(nextStep(run("blocked", { guards: warned, problem: problem("ask_approver") }))).toBe("mend");
    expect(nextStep(run("failed", { problem: problem("reconnect") }))).toBe("mend");
  });

  it("asks for nothing where nothing can be taken up", () => {
    expect(nextStep(run("succeeded"))).toBeNull();
    expect(nextStep(run("blocked", { kind: "dry_run" }))).toBeNull();
  });
});

it("says why it is not known who is sent, of a run that ended as what was", () => {
  expect(unknownWords({ status: "running", kind: "sync" })).toBe("Known once the warehouse has been read.");
  expect(unknownWords({ status: "failed", kind: "sync" })).toBe(
    "The run ended before the warehouse had been read.",
  );
  expect(unknownWords({ status: "succeeded", kind: "undo" })).toMatch(/^Not asked: an undo /);
  expect(unknownWords({ status: "succeeded", kind: "empty" })).toMatch(/^Nobody is sent: /);
});
