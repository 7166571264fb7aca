import { format } from "node:util";
import { afterEach, beforeEach } from "vitest";

let unexpected: string[] = [];
let expected: RegExp[] = [];

/** Says that the running test makes the code complain like this; any other complaint fails the test. */
export function expectConsoleError(pattern: RegExp): void {
  expected.push(pattern);
}

beforeEach(() => {
  unexpected = [];
  expected = [];
  console.error = (...parts: unknown[]) => {
    unexpected.push(format(...parts));
  };
});

afterEach(() => {
  const surprises = unexpected.filter((line) => !expected.some((pattern) => pattern.test(line)));
  const absent = expected.filter((pattern) => !unexpected.some((line) => pattern.test(line)));
  if (surprises.length > 0) throw new Error(`Unexpected console.error:\n${surprises.join("\n")}`);
  if (absent.length > 0) throw new Error(`console.error was expected to say ${absent.join(" and ")}`);
});
