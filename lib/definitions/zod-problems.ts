import { z } from "zod";
import { formatPath, type LocatedProblem, type PathParts } from "@/lib/core/path";
import { didYouMean, nearest } from "@/lib/core/suggest";

/** An object that refuses keys it does not know and says which one was meant. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => unknownKey(key, known)).join("\n")
        : undefined,
  });
}

/** An issue that carries its own code and fix to the person. */
export function issueParams(code: string, message: string, fix: string) {
  return { code: "custom" as const, message, params: { code, fix } };
}

/** What zod found, as sentences. `input` is what was parsed: it says what stands where something else belongs. */
export function problemsOf(error: z.ZodError, input: unknown): LocatedProblem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, [], input));
}

function problemsOfIssue(issue: z.core.$ZodIssue, base: PathParts, input: unknown): LocatedProblem[] {
  const at = [...base, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.message
        .split("\n")
        .map((line, index) => unrecognized(line, [...at, issue.keys[index] ?? ""]));
    case "invalid_union":
      return bestBranch(issue, at, input);
    case "invalid_type":
      return [wrongType(issue.expected, at, input)];
    case "invalid_value":
      return [wrongValue(issue.values.map(String), at, input)];
    case "invalid_key":
    case "invalid_format":
      return [badName(at)];
    case "custom":
      return [custom(issue, at)];
    default:
      return [{ code: "WRONG_VALUE", at, message: `\`${last(at)}\` does not fit: ${issue.message}.` }];
  }
}

/** Of the forms a value may have, the one it came nearest to: the one whose own type it has. */
function bestBranch(issue: z.core.$ZodIssueInvalidUnion, at: PathParts, input: unknown): LocatedProblem[] {
  const branch = issue.errors.find(
    (issues) => !issues.some((one) => one.code === "invalid_type" && one.path.length === 0),
  );
  if (branch) return branch.flatMap((one) => problemsOfIssue(one, at, input));
  if (valueAt(input, at) === undefined) return [missing(at)];
  const expected = issue.errors
    .flat()
    .flatMap((one) => (one.code === "invalid_type" ? [KIND_WORDS[one.expected]] : []));
  return [mismatch([...new Set(expected)].join(" or "), at, input)];
}

function wrongType(expected: string, at: PathParts, input: unknown): LocatedProblem {
  if (valueAt(input, at) === undefined) return missing(at);
  return mismatch(KIND_WORDS[expected] ?? expected, at, input);
}

function mismatch(expected: string, at: PathParts, input: unknown): LocatedProblem {
  if (at.length === 0 && input === null) return { code: "EMPTY", at, message: "This file is empty." };
  const subject = at.length === 0 ? "This file" : `\`${last(at)}\``;
  return {
    code: "WRONG_TYPE",
    at,
    message: `${subject} must be ${expected}, not ${describeValue(valueAt(input, at))}.`,
  };
}

function missing(at: PathParts): LocatedProblem {
  const where = at.length > 1 ? `\`${formatPath(at.slice(0, -1))}\`` : "The file";
  return { code: "MISSING_KEY", at, message: `${where} needs \`${last(at)}\`.`, fix: `Add \`${last(at)}\`.` };
}

function wrongValue(values: string[], at: PathParts, input: unknown): LocatedProblem {
  const found = valueAt(input, at);
  if (found === undefined) return missing(at);
  const list = values.map((value) => `\`${value}\``).join(", ");
  // A slip in a PII tag must not be answered with the laxest of them.
  const likely = values.filter((value) => value !== "none");
  const guess = typeof found === "string" ? didYouMean(found, likely) : ".";
  return {
    code: "WRONG_VALUE",
    at,
    message: `\`${last(at)}\` cannot be ${describeValue(found)}${guess}`,
    fix: values.length === 1 ? `Write ${list}, or leave it out.` : `Use one of ${list}.`,
  };
}

function unrecognized(message: string, at: PathParts): LocatedProblem {
  return { code: "UNKNOWN_KEY", at, message, fix: "Correct the name or remove it." };
}

function badName(at: PathParts): LocatedProblem {
  return {
    code: "BAD_NAME",
    at,
    message: `\`${last(at)}\` cannot be a name here.`,
    fix: "Use letters, digits and underscores, not starting with a digit; column names may have any printable character.",
  };
}

function custom(issue: z.core.$ZodIssueCustom, at: PathParts): LocatedProblem {
  const { code, fix } = issue.params ?? {};
  return {
    code: typeof code === "string" ? code : "WRONG_VALUE",
    at,
    message: issue.message,
    ...(typeof fix === "string" ? { fix } : {}),
  };
}

function unknownKey(key: string, known: readonly string[]): string {
  const guess = nearest(key, known);
  return guess === null
    ? `\`${key}\` is not known here; known are ${known.map((one) => `\`${one}\``).join(", ")}.`
    : `\`${key}\` is not known here; did you mean \`${guess}\`?`;
}

const KIND_WORDS: Record<string, string> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  object: "a group of settings",
  record: "a group of settings",
  array: "a list",
  tuple: "a list",
};

function describeValue(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of settings";
  if (typeof value === "string") return `the text \`${value.slice(0, 60)}\``;
  return `\`${String(value)}\``;
}

function last(at: PathParts): string {
  const part = at.at(-1) ?? "";
  return typeof part === "number" ? formatPath(at.slice(-2)) : part;
}

function valueAt(input: unknown, at: PathParts): unknown {
  let value = input;
  for (const part of at) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}
