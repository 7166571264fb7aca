import type { ZodType, z } from "zod";
import type { Problem } from "@/lib/core/errors";
import { atPath, type PathParts } from "@/lib/core/path";
import { readYaml } from "./yaml";
import { problemsOf } from "./zod-problems";

export type ParsedText<T> = {
  value: T | null;
  problems: Problem[];
  /** The line a part of it stands on. */
  lineOf(path: PathParts): number | undefined;
};

/** YAML or JSON as a schema reads it, or everything that is wrong with its form, by line. */
export function parseWith<S extends ZodType>(schema: S, text: string): ParsedText<z.output<S>> {
  const { value, problems, lineOf } = readYaml(text);
  if (problems.length > 0) return { value: null, problems, lineOf };
  const shape = schema.safeParse(value);
  if (shape.success) return { value: shape.data, problems: [], lineOf };
  const located = problemsOf(shape.error, value);
  return { value: null, problems: located.map((problem) => atPath(problem, lineOf(problem.at))), lineOf };
}
