import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runSteps, type StepResult } from "@/scripts/lib/test/summary.mjs";

describe("the sum of all tests", () => {
  const lines: string[] = [];

  beforeEach(() => {
    lines.length = 0;
    vi.spyOn(console, "log").mockImplementation((line: string) => {
      lines.push(line.replace(/\d+\.\d s/, "0 s"));
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  const step = (name: string, result: Partial<StepResult>) => ({
    name,
    run: async () => ({ passed: 0, failed: 0, skipped: [], output: "", ...result }),
  });

  it("closes with one line, after what was skipped and why", async () => {
    const why = "../shared is not beside the repository";
    await runSteps([
      step("types", { passed: 1, output: "not shown" }),
      step("unit", {
        passed: 2,
        skipped: [
          { name: "reads a", why },
          { name: "reads b", why },
        ],
      }),
    ]);
    expect(lines).toEqual([
      "types                ok      1 passed (0 s)",
      "unit                 ok      2 passed, 2 skipped (0 s)",
      `skipped: reads a and 1 more: ${why}`,
      "3 passed, 0 failed, 2 skipped",
    ]);
    expect(process.exitCode).toBe(0);
  });

  it("shows what a failed step said, and fails", async () => {
    await runSteps([step("unit", { passed: 2, failed: 1, output: "expected 1, got 2\n" })]);
    expect(lines).toEqual([
      "expected 1, got 2",
      "unit                 FAILED  2 passed, 1 failed (0 s)",
      "2 passed, 1 failed, 0 skipped",
    ]);
    expect(process.exitCode).toBe(1);
  });

  it("fails when nothing ran", async () => {
    await runSteps([step("unit", {})]);
    expect(lines.slice(1)).toEqual([
      "No test ran, which counts as a failure.",
      "0 passed, 1 failed, 0 skipped",
    ]);
    expect(process.exitCode).toBe(1);
  });
});
