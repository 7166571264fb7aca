import type { ZodType, z } from "zod";
import { InvalidInput, type Problem } from "@/lib/core/errors";

/** The input as its schema reads it. Throws InvalidInput with every problem at once. */
export function parse<S extends ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems: Problem[] = result.error.issues.map((issue) => ({
    code: "INVALID_INPUT",
    path: issue.path.map(String).join("."),
    message: issue.message,
  }));
  const [first] = problems;
  throw new InvalidInput({
    code: "INVALID_INPUT",
    message: first?.path ? `${first.path}: ${first.message}` : "The request is not of the expected form.",
    fix: "Correct it and try again; docs/architecture.md describes every field.",
    problems,
  });
}
