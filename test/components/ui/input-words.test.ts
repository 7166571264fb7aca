import { describe, expect, it } from "vitest";
import { inputWords } from "@/components/ui/input-words";

const problem = (path: string, message: string) => ({ code: "INVALID_INPUT", path, message });
const refused = (...problems: ReturnType<typeof problem>[]) => ({
  code: "INVALID_INPUT",
  message: `${problems[0]?.path}: ${problems[0]?.message}`,
  fix: "Correct it and try again; docs/architecture.md describes every field.",
  remedy: "fix_input" as const,
  problems,
});

describe("what a form is told of its input", () => {
  it("is the sentence alone, without the name a program reads", () => {
    const view = refused(problem("channel.settings.url", "An address begins with https://."));
    expect(inputWords(view)).toMatchObject({
      message: "An address begins with https://.",
      fix: "Correct it and try again.",
      problems: [],
    });
  });

  it("is every sentence where several are not right", () => {
    const problems = [problem("a", "An address begins with https://."), problem("b", "A secret is longer.")];
    expect(inputWords(refused(...problems))).toMatchObject({
      message: "Some of what was entered is not right yet.",
      problems,
    });
  });

  it("stays as it is where only the schema speaks, and of every other refusal", () => {
    const bare = refused(problem("rows", "Too small: expected number to be >=1"));
    expect(inputWords(bare)).toBe(bare);
    const other = {
      code: "BLACKOUT",
      message: "A blackout is open.",
      fix: "Wait.",
      remedy: "retry" as const,
    };
    expect(inputWords(other)).toBe(other);
  });
});
